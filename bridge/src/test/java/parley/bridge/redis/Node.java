package parley.bridge.redis;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import parley.bridge.MetricReadings;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.chat.port.Whisper;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.limits.StreamLimits;
import parley.bridge.redis.lease.LeaseTiming;
import parley.bridge.redis.lobby.LobbyLines;

/** A bridge's store in a test, at a quick pace, and what has come of it. */
final class Node {
    static final ClientAddress HOME = ClientAddress.of(new byte[] {127, 0, 0, 1});
    static final LeaseTiming QUICK = new LeaseTiming(Duration.ofMillis(1_500), Duration.ofMillis(300));

    final Lobby lobby = HeapMemory.newLobby();
    final RedisStore store;
    final List<String> lost = new CopyOnWriteArrayList<>();

    Node(RedisBackend backend, String uri) {
        this(backend, uri, QUICK);
    }

    Node(RedisBackend backend, String uri, LeaseTiming timing) {
        this(backend, uri, timing, Limits.defaults().stream());
    }

    Node(RedisBackend backend, String uri, LeaseTiming timing, StreamLimits kept) {
        store = backend.store(lobby, uri, timing, kept);
        store.presence().onLost(lost::add);
    }

    static Nickname nick(String name) {
        return Nicknames.check(name).nickname();
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    boolean claim(String name) {
        return await(store.presence().claim(nick(name), Deadline.ofRedis()));
    }

    OptionalLong publish(String name, String text) {
        return await(store.lobbyBus().publish(nick(name), Node.HOME, text, Deadline.ofRedis()));
    }

    List<String> online() {
        return await(store.presence().online(Deadline.ofRedis()));
    }

    List<Whisper> ear(String name) {
        List<Whisper> heard = new CopyOnWriteArrayList<>();
        await(store.whispers()
                .open(
                        nick(name),
                        whisper -> {
                            heard.add(whisper);
                            return CompletableFuture.completedFuture(null);
                        },
                        Deadline.ofRedis()));
        return heard;
    }

    /** How many it has opened. */
    double connections() {
        return MetricReadings.value(store.metrics(), "redis_connections");
    }

    public List<String> texts() {
        return LobbyLines.texts(lobby);
    }

    /** Stops what keeps it alive, until that runs, and waits for what it has begun; what it hears goes on arriving. */
    Runnable pause() {
        CountDownLatch resumed = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        store.onKeeper(() -> {
            paused.countDown();
            try {
                resumed.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            paused.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        // A heartbeat that was sent before is answered by the first of these, and what it led to by the second.
        await(store.presence().find("nobody", Deadline.ofRedis()));
        await(store.presence().find("nobody", Deadline.ofRedis()));
        return resumed::countDown;
    }
}
