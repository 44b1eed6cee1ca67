package parley.bridge.redis.lobby;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.limits.StreamLimits;
import parley.bridge.redis.connection.ServiceNames;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.MessageKind;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;

/**
 * Publishes messages in the order of asking, one batch at a time. While a batch is on its way to Redis, further messages wait and
 * then go together: so a busy lobby costs less per message, in a quiet one nothing waits, and the order holds even where Redis forgets the script
 * under way. Safe for all threads.
 *
 * <p>A batch has the deadline of its oldest message, so that none of it runs after the first of them was given up.
 */
public final class PublishQueue {
    private static final Logger log = LoggerFactory.getLogger(PublishQueue.class);

    private static final int BATCH = 256;
    private static final int FIXED_ARGUMENTS = 8;

    /**
     * A message that is to be stored.
     *
     * @param skeleton of the sender; empty for an announcement
     * @param payload for the lobby's channel; empty for what somebody says, which follows from sender and text
     */
    record Message(MessageKind kind, String sender, String skeleton, String text, String payload) {}

    private record Waiting(Message message, Deadline deadline, CompletableFuture<String> answer) {}

    private final RedisCommands redis;
    private final Lobby lobby;
    private final LobbyFeed feed;
    private final ServiceNames channels;
    private final StreamLimits kept;
    private final Executor loop;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean called;
    private boolean onItsWay;

    /** @param loop runs one thing after the other, soon: what is added meanwhile goes along */
    public PublishQueue(
            RedisCommands redis, Executor loop, Lobby lobby, LobbyFeed feed, ServiceNames channels, StreamLimits kept) {
        this.redis = redis;
        this.loop = loop;
        this.lobby = lobby;
        this.feed = feed;
        this.channels = channels;
        this.kept = kept;
    }

    /** Completes with the script's answer for the message, see {@code publish.lua}. */
    CompletableFuture<String> add(Message message, Deadline deadline) {
        if (!redis.isPromising() || channels.current() == null) {
            return CompletableFuture.failedFuture(
                    new UnavailableException("not connected to Redis, or it stands still"));
        }
        Waiting added = new Waiting(message, deadline, new CompletableFuture<>());
        boolean first;
        synchronized (waiting) {
            if (waiting.size() >= Limits.REDIS_QUEUE) {
                return CompletableFuture.failedFuture(new UnavailableException("too much waits for Redis"));
            }
            waiting.add(added);
            first = !called && !onItsWay;
            called |= first;
        }
        if (first) {
            loop.execute(this::sendNext);
        }
        return added.answer;
    }

    /** Sends what may be sent. */
    private void sendNext() {
        List<Waiting> batch = nextBatch();
        if (!batch.isEmpty()) {
            send(batch);
        }
    }

    private List<Waiting> nextBatch() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (waiting) {
            called = false;
            while (!onItsWay && batch.size() < BATCH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            onItsWay |= !batch.isEmpty();
        }
        return batch;
    }

    private void send(List<Waiting> batch) {
        answersTo(batch).whenComplete((answers, failure) -> {
            if (failure == null && answers.size() > batch.size()) {
                log.warn("Redis keeps more of the lobby than it should: {}", answers.get(batch.size()));
            }
            for (int at = 0; at < batch.size(); at++) {
                if (failure != null) {
                    batch.get(at).answer.completeExceptionally(failure);
                } else {
                    batch.get(at).answer.complete(answers.get(at));
                }
            }
        });
    }

    private CompletableFuture<List<String>> answersTo(List<Waiting> batch) {
        try {
            return redis.runWhileLeased(
                    Script.PUBLISH,
                    ScriptOutputType.MULTI,
                    batch.get(0).deadline,
                    this::batchAnswered,
                    arguments(batch, Objects.requireNonNull(channels.current())));
        } catch (Throwable broken) {
            // Those that come after this batch are not to wait for it.
            batchAnswered();
            return CompletableFuture.failedFuture(new UnavailableException(String.valueOf(broken)));
        }
    }

    private void batchAnswered() {
        synchronized (waiting) {
            onItsWay = false;
            if (called || waiting.isEmpty()) {
                return;
            }
            called = true;
        }
        loop.execute(this::sendNext);
    }

    private String[] arguments(List<Waiting> batch, ServiceChannels channels) {
        List<String> arguments = new ArrayList<>(FIXED_ARGUMENTS + 4 * batch.size());
        arguments.add(Long.toString(lobby.last()));
        arguments.add(Long.toString(feed.latest()));
        arguments.add(Long.toString(kept.messages()));
        arguments.add(Long.toString(kept.bytes()));
        arguments.add(channels.ids());
        arguments.add(RedisNames.CHAT);
        arguments.add(channels.secret());
        Map<String, String> places = new HashMap<>();
        int count = arguments.size();
        for (Waiting one : batch) {
            Message message = one.message;
            if (places.putIfAbsent(message.sender, Integer.toString(places.size() + 1)) == null) {
                arguments.add(message.sender);
                arguments.add(message.skeleton);
                arguments.add(message.kind.word());
            }
        }
        arguments.add(count, Integer.toString(places.size()));
        for (Waiting one : batch) {
            Message message = one.message;
            arguments.add(places.getOrDefault(message.sender, ""));
            arguments.add(message.text);
            if (message.skeleton.isEmpty()) {
                arguments.add(message.payload);
            }
        }
        return arguments.toArray(String[]::new);
    }
}
