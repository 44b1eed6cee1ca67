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
import parley.bridge.redis.connection.Channels;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.names.Holdings;
import parley.bridge.redis.script.Calls;
import parley.bridge.redis.script.Script;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/** Private messages, on the channels that bear their recipients' names. */
final class RedisWhispers implements Whispers {
    private static final long NO_SUCH_USER = -1;
    private static final long NICK_LOST = -2;

    /** A whisper on its way from this bridge to itself. */
    private record OnItsWay(String payload, CompletableFuture<Void> heard) {}

    private final Calls calls;
    private final Lobby lobby;
    private final Channels channels;
    private final LobbyFeed feed;
    private final Holdings holdings;
    private final Map<String, Ear> ears = new ConcurrentHashMap<>();
    private final Map<String, Queue<OnItsWay>> onTheirWay = new ConcurrentHashMap<>();

    RedisWhispers(Calls calls, Lobby lobby, Channels channels, LobbyFeed feed, Holdings holdings) {
        this.calls = calls;
        this.lobby = lobby;
        this.channels = channels;
        this.feed = feed;
        this.holdings = holdings;
    }

    @Override
    public CompletionStage<Void> open(Nickname nick, Ear ear) {
        ears.put(nick.text(), ear);
        Deadline deadline = Deadline.ofRedis();
        CompletableFuture<Void> opened =
                channels.open(nick.text()).copy().orTimeout(deadline.left(), TimeUnit.NANOSECONDS);
        return UnavailableException.forAnyFailure(opened.whenComplete((done, failure) -> {
            if (failure != null && ears.remove(nick.text(), ear)) {
                channels.close(nick.text());
            }
        }));
    }

    @Override
    public void close(Nickname nick) {
        close(nick.text());
    }

    void close(String nick) {
        if (ears.remove(nick) != null) {
            channels.close(nick);
        }
    }

    @Override
    public CompletionStage<Delivery> send(Nickname from, String to, String text) {
        if (!RedisNames.isPrivateChannel(to)) {
            return CompletableFuture.completedFuture(Delivery.NO_SUCH_USER);
        }
        if (!holdings.holds(from)) {
            return CompletableFuture.completedFuture(Delivery.NICK_LOST);
        }
        String payload = Payload.spoken(from.text(), text);
        Deadline deadline = Deadline.ofRedis();
        CompletableFuture<Void> heard = ears.containsKey(to) ? expect(to, payload) : null;
        CompletableFuture<Delivery> sent = calls.<Long>act(
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
            holdings.lost(from.text());
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
        feed.between(bytes.length, () -> hand(channel, bytes));
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
