package parley.bridge.redis;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import parley.bridge.chat.Limits;
import parley.bridge.chat.Lobby;
import parley.bridge.chat.UnavailableException;
import parley.protocol.Kind;
import parley.protocol.LobbyId;
import parley.protocol.RedisNames;

/**
 * What is on its way to the stream, in the order of asking. While one batch is, further messages wait and then go together: so
 * a busy lobby costs less per message, in a quiet one nothing waits, and the order holds even where Redis forgets the script
 * under way. Safe for all threads.
 *
 * <p>A batch has the deadline of its oldest message, so that none of it runs after the first of them was given up.
 */
final class Publications {
    private static final int BATCH = 256;
    private static final int FIXED_ARGUMENTS = 7;

    /**
     * A message that is to be stored.
     *
     * @param skeleton of the sender; empty for an announcement
     * @param payload for the lobby's channel; empty for what somebody says, which follows from sender and text
     */
    record Message(Kind kind, String sender, String skeleton, String text, String payload) {}

    private record Waiting(Message message, Deadline deadline, CompletableFuture<String> answer) {}

    private final Calls calls;
    private final Lobby lobby;
    private final LobbyFeed feed;
    private final String ids;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final AtomicInteger looks = new AtomicInteger();
    private boolean onItsWay;

    Publications(Calls calls, Lobby lobby, LobbyFeed feed, String ids) {
        this.calls = calls;
        this.lobby = lobby;
        this.feed = feed;
        this.ids = ids;
    }

    /** Completes with the script's answer for the message, see {@code publish.lua}. */
    CompletableFuture<String> add(Message message, Deadline deadline) {
        Waiting added = new Waiting(message, deadline, new CompletableFuture<>());
        synchronized (waiting) {
            if (waiting.size() >= Limits.REDIS_QUEUE) {
                return CompletableFuture.failedFuture(new UnavailableException("too much waits for Redis"));
            }
            waiting.add(added);
        }
        sendNext();
        return added.answer;
    }

    /** Sends what may be sent; one thread at a time, so that batches go out in order, and without a lock. */
    private void sendNext() {
        if (looks.getAndIncrement() > 0) {
            return; // Whoever is sending looks again.
        }
        int looked = 1;
        while (looked > 0) {
            for (List<Waiting> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                send(batch);
            }
            looked = looks.addAndGet(-looked);
        }
    }

    private List<Waiting> nextBatch() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (waiting) {
            while (!onItsWay && batch.size() < BATCH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            onItsWay |= !batch.isEmpty();
        }
        return batch;
    }

    private void send(List<Waiting> batch) {
        calls.<List<String>>act(
                        Script.PUBLISH, ScriptOutputType.MULTI, batch.get(0).deadline, this::answered, arguments(batch))
                .whenComplete((answers, failure) -> {
                    for (int at = 0; at < batch.size(); at++) {
                        if (failure != null) {
                            batch.get(at).answer.completeExceptionally(failure);
                        } else {
                            batch.get(at).answer.complete(answers.get(at));
                        }
                    }
                });
    }

    private void answered() {
        synchronized (waiting) {
            onItsWay = false;
        }
        sendNext();
    }

    private String[] arguments(List<Waiting> batch) {
        LobbyId newest = feed.newest();
        List<String> arguments = new ArrayList<>(FIXED_ARGUMENTS + 5 * batch.size());
        arguments.add(Long.toString(lobby.last()));
        arguments.add(newest.epoch());
        arguments.add(Long.toString(newest.number()));
        arguments.add(Long.toString(newest.micros()));
        arguments.add(Integer.toString(Limits.STREAM_MESSAGES));
        arguments.add(ids);
        arguments.add(RedisNames.CHAT);
        for (Waiting one : batch) {
            Message message = one.message;
            arguments.add(message.sender);
            arguments.add(message.skeleton);
            arguments.add(message.kind.word());
            arguments.add(message.text);
            arguments.add(message.payload);
        }
        return arguments.toArray(String[]::new);
    }
}
