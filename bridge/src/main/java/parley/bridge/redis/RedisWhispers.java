package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whisper;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.connection.Subscriptions;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.names.HeldNames;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/** Sends and hears private messages, on the channels that bear their recipients' names. */
final class RedisWhispers implements Whispers {
    private static final long NO_SUCH_USER = -1;
    private static final long NICK_LOST = -2;

    /** A whisper on its way from this bridge to itself. */
    private record OnItsWay(String payload, CompletableFuture<Void> heard) {}

    private final RedisCommands redis;
    private final Lobby lobby;
    private final Subscriptions subscriptions;
    private final LobbyFeed feed;
    private final HeldNames names;
    private final Map<String, Ear> ears = new ConcurrentHashMap<>();
    private final Map<String, Queue<OnItsWay>> onTheirWay = new ConcurrentHashMap<>();

    RedisWhispers(RedisCommands redis, Lobby lobby, Subscriptions subscriptions, LobbyFeed feed, HeldNames names) {
        this.redis = redis;
        this.lobby = lobby;
        this.subscriptions = subscriptions;
        this.feed = feed;
        this.names = names;
    }

    @Override
    public CompletionStage<Void> open(Nickname nick, Ear ear, Deadline deadline) {
        ears.put(nick.text(), ear);
        CompletableFuture<Void> opened = deadline.bound(subscriptions.open(nick.text()));
        return UnavailableException.forAnyFailure(opened.whenComplete((done, failure) -> {
            if (failure != null && ears.remove(nick.text(), ear)) {
                subscriptions.close(nick.text());
            }
        }));
    }

    @Override
    public void close(Nickname nick) {
        close(nick.text());
    }

    void close(String nick) {
        if (ears.remove(nick) != null) {
            subscriptions.close(nick);
        }
    }

    @Override
    public CompletionStage<Delivery> send(Nickname from, String to, String text, Deadline deadline) {
        if (!RedisNames.isPrivateChannel(to)) {
            return CompletableFuture.completedFuture(Delivery.NO_SUCH_USER);
        }
        if (!names.holds(from)) {
            return CompletableFuture.completedFuture(Delivery.NICK_LOST);
        }
        String payload = Payload.spoken(from.text(), text);
        CompletableFuture<Void> heard = ears.containsKey(to) ? expect(to, payload) : null;
        CompletableFuture<Delivery> sent = redis.<Long>runWhileLeased(
                        Script.WHISPER, ScriptOutputType.INTEGER, deadline, from.text(), from.skeleton(), to, payload)
                .thenApply(answer -> delivery(from, answer));
        if (heard == null) {
            return sent;
        }
        heard.completeOnTimeout(null, deadline.left(), TimeUnit.NANOSECONDS)
                .whenComplete((done, failure) -> forget(to, heard));
        return sent.whenComplete((delivery, failure) -> {
                    if (delivery != Delivery.DELIVERED) {
                        heard.complete(null);
                    }
                })
                .thenCombine(heard, (delivery, done) -> delivery);
    }

    private Delivery delivery(Nickname from, long answer) {
        if (answer == NO_SUCH_USER) {
            return Delivery.NO_SUCH_USER;
        }
        if (answer == NICK_LOST) {
            names.lost(from.text());
            return Delivery.NICK_LOST;
        }
        return answer == 0 ? Delivery.UNREACHABLE : Delivery.DELIVERED;
    }

    private CompletableFuture<Void> expect(String to, String payload) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        onTheirWay.compute(to, (name, queue) -> {
            Queue<OnItsWay> waiting = queue == null ? new ArrayDeque<>() : queue;
            waiting.add(new OnItsWay(payload, heard));
            return waiting;
        });
        return heard;
    }

    private void forget(String to, CompletableFuture<Void> heard) {
        onTheirWay.computeIfPresent(to, (name, queue) -> {
            queue.removeIf(one -> one.heard == heard);
            return queue.isEmpty() ? null : queue;
        });
    }

    /** What came on a private channel. */
    void received(String channel, byte[] bytes) {
        feed.inOrder(bytes.length, () -> hand(channel, bytes));
    }

    private void hand(String channel, byte[] bytes) {
        Ear ear = ears.get(channel);
        if (ear == null) {
            return;
        }
        Payload payload = Payload.ofWhisper(bytes);
        CompletionStage<?> taken =
                ear.hear(new Whisper(lobby.now(), lobby.log().head(), payload.sender(), payload.text()));
        if (onTheirWay.containsKey(channel)) {
            taken.whenComplete((done, failure) -> arrived(channel, new String(bytes, UTF_8)));
        }
    }

    private void arrived(String channel, String payload) {
        List<CompletableFuture<Void>> told = new ArrayList<>();
        onTheirWay.computeIfPresent(channel, (name, queue) -> {
            queue.stream()
                    .filter(one -> one.payload.equals(payload) && !one.heard.isDone())
                    .findFirst()
                    .ifPresent(one -> told.add(one.heard));
            return queue;
        });
        told.forEach(heard -> heard.complete(null));
    }
}
