package parley.bridge;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.admin.AdminServer;
import parley.bridge.admin.OperatedProcess;
import parley.bridge.admin.OperatorPorts;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.Limits;
import parley.bridge.net.ChatServer;
import parley.bridge.net.line.ByteBufMemory;
import parley.bridge.net.line.DirectMemory;
import parley.bridge.net.tls.Certificates;
import parley.bridge.net.transport.EventLoops;
import parley.bridge.net.transport.Transport;
import parley.bridge.redis.RedisStore;
import parley.protocol.metric.Metric;

/**
 * Runs a bridge and wires all of it: started when {@link #start} returns, though Redis may still be out of reach. All methods are for any thread;
 * only {@link #stop} blocks.
 */
public final class Bridge {
    private static final Logger log = LoggerFactory.getLogger(Bridge.class);
    private static final Duration STEP = Duration.ofSeconds(2);

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final EventLoops loops = new EventLoops(Runtime.getRuntime().availableProcessors());
    private final Lobby lobby;
    private final Sessions sessions = new Sessions();
    private final RedisStore store;
    private final ChatRoom room;
    private final ChatServer people;
    private final AdminServer operator;

    private Bridge(BridgeOptions options, Runnable drain) throws IOException {
        Limits limits = options.limits();
        lobby = new Lobby(
                new LobbyLog(
                        ByteBufMemory.source(PooledByteBufAllocator.DEFAULT),
                        Limits.LOG_SEGMENTS,
                        Limits.SEGMENT_BYTES),
                Clock.systemUTC());
        store = RedisStore.open(options.redis(), id, lobby, limits.stream());
        store.bridges().join(sessions);
        store.presence().onLost(sessions::lost);
        try {
            Login login = new Login(lobby, store.presence(), store.whispers(), store.bans(), sessions, store.fence());
            login.introduceAs(options.software());
            Commands commands = new Commands(store.lobbyBus(), store.presence(), store.whispers(), store.archivers());
            room = new ChatRoom(lobby, login, commands, sessions, store.bans(), limits);
            people = ChatServer.start(loops, options.doors(), room);
            operator = AdminServer.start(
                    loops,
                    options.adminSocket(),
                    limits,
                    new OperatorPorts(
                            store.lobbyBus(), store.bridges(), store.presence(), store.directClients(), store.bans()),
                    new OperatedProcess(options.software(), this::metrics, drain));
        } catch (IOException | RuntimeException failure) {
            store.close();
            loops.close(STEP);
            lobby.free();
            throw failure;
        }
        if (!loops.transport().findsVanishedPeers()) {
            log.warn(
                    "Without epoll ({}) all works, but slower, and clients that vanish are found late: only where idle, or by the"
                            + " system's own times; its library is unpacked in the directory of temporary files, or in that of"
                            + " -Dio.netty.native.workdir",
                    Transport.whyNotEpoll());
        }
        log.info(
                "Bridge {} listens on {}:{} ({})",
                id,
                options.doors().lines().getHostString(),
                port(),
                loops.transport());
    }

    /**
     * Starts a bridge.
     *
     * @param drain called when the operator asks for the end of this process; returns at once
     * @throws IOException when it can't listen
     */
    public static Bridge start(BridgeOptions options, Runnable drain) throws IOException {
        return new Bridge(options, drain);
    }

    /**
     * Before anything is started: makes sure that the certificate and its key can be taken.
     *
     * @throws IOException in one line for who chose the files, when they can't
     */
    public static void requireCertificate(Path certificate, Path key) throws IOException {
        Certificates.require(certificate, key);
    }

    /**
     * Before anything is started: makes sure that the operator's socket can be there.
     *
     * @throws IOException in one line for who chose the path, when it can't
     */
    public static void requireFree(Path adminSocket) throws IOException {
        AdminServer.requireFree(adminSocket);
    }

    public int port() {
        return people.port();
    }

    /** Where TLS is spoken; -1 where it isn't. */
    public int tlsPort() {
        return people.tlsPort();
    }

    /** Where browsers are served; -1 where they aren't. */
    public int webPort() {
        return people.webPort();
    }

    public Path adminSocket() {
        return operator.path();
    }

    /** Reads certificates again. */
    public void reload() {
        people.reload();
    }

    /** Null while it hears itself through Redis, else in one line why not. */
    public @Nullable String trouble() {
        return store.trouble();
    }

    /** Other limits from now on; whoever is in stays, though there be more than may be. */
    public void limits(Limits others) {
        people.limits(others.admission());
        room.limits(others);
    }

    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        metrics.addAll(people.metrics());
        metrics.addAll(room.metrics());
        metrics.addAll(lobby.metrics());
        metrics.addAll(DirectMemory.metrics());
        metrics.addAll(store.metrics());
        return metrics;
    }

    /**
     * Lets nobody in, answers what has begun, says goodbye to everybody, gives their names up, and ends. Takes some seconds at
     * the most; called once. Interrupted, it waits for nobody any more.
     */
    public void stop() {
        log.info("Bridge {} says goodbye to {} sessions", id, sessions.size());
        people.stopListening();
        await("answering", sessions.drain().thenCompose(told -> sessions.closed()));
        await("the goodbyes", sessions.shutDown());
        await("the operator's goodbye", operator.shutDown());
        await("giving names up", sessions.released());
        await("closing connections", people.closed());
        people.close();
        closeStore();
        loops.close(STEP);
        lobby.free();
        log.info("Bridge {} has ended", id);
    }

    private void closeStore() {
        try {
            store.close();
        } catch (RuntimeException failure) {
            if (!Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            log.debug("Left Redis without waiting", failure);
        }
    }

    private static void await(String what, CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            log.warn("{} took longer than {} s and is left at that", what, STEP.toSeconds());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            log.warn("{} failed", what, failure.getCause());
        }
    }
}
