package parley.bridge.redis.connection;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.limits.Limits;
import parley.redis.endpoint.AsyncRedisClient;
import parley.redis.endpoint.CommandTimeouts;
import parley.redis.endpoint.MasterDialer;
import parley.redis.endpoint.RedisEndpoint;

/**
 * Opens connections to the server that takes writes, and has the loop that serves them all: Redis has one as well, and is the slower.
 */
public final class Dialer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** For how long the end waits for what is being opened, which else finds the threads gone that it counts on. */
    private static final Duration LAST_PATIENCE = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(Dialer.class);

    private final DeadlineTimer timer = new DeadlineTimer();
    private final ClientResources resources;
    private final RedisClient client;
    private final MasterDialer master;
    private final NodeAgreement nodes = new NodeAgreement();
    /** Whether sentinels are being asked. */
    private final AtomicBoolean asking = new AtomicBoolean();

    private final Refusals refusals;
    /** What is being opened; a key of its own for each. */
    private final Map<Object, CompletableFuture<?>> opening = new ConcurrentHashMap<>();

    private volatile @Nullable EventLoop loop;
    private boolean closing;

    /**
     * @param refusals told of connections that Redis refuses
     * @param handedOn called on the loop each time that everything which has come on a connection is handed on
     */
    public Dialer(RedisEndpoint where, Refusals refusals, Runnable handedOn) {
        MessageFrames.Installer frames = new MessageFrames.Installer();
        this.refusals = refusals;
        resources = MasterDialer.prepare(DefaultClientResources.builder())
                .eventLoopGroupProvider(new DefaultEventLoopGroupProvider(1))
                .computationThreadPoolSize(2)
                .timer(timer.wheel())
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        loop = channel.eventLoop();
                        frames.install(channel);
                        channel.pipeline().addLast(new EndOfReading(handedOn));
                    }
                })
                .build();
        client = new AsyncRedisClient(resources);
        client.addListener(frames);
        client.setOptions(ClientOptions.builder()
                // Reconnecting does it, so that nothing is sent again.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(Limits.REDIS_QUEUE)
                // Who reads the stream bounds that himself.
                .timeoutOptions(CommandTimeouts.allBut(CommandType.XRANGE, Limits.REDIS_TIME))
                // Older Redis and its kin know it too, and messages take the shortest way.
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(socketOptions(EpollProvider.isAvailable()))
                .sslOptions(where.tls())
                .build());
        master = new MasterDialer(where, client, PATIENCE, aside());
    }

    /**
     * A link that is cut without a word is noticed within 6 s, also where only the other side sends.
     *
     * @param userTimeout whether the transport knows it; where none does, a link that is cut while something is on its way is found
     *     by {@link SilenceDetector} alone
     */
    static SocketOptions socketOptions(boolean userTimeout) {
        SocketOptions.Builder options = SocketOptions.builder()
                .connectTimeout(PATIENCE)
                .tcpNoDelay(true)
                .keepAlive(SocketOptions.KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(3))
                        .interval(Duration.ofSeconds(1))
                        .count(3)
                        .build());
        if (userTimeout) {
            // Lettuce refuses to connect where it can't set it.
            options.tcpUserTimeout(SocketOptions.TcpUserTimeoutOptions.builder()
                    .enable()
                    .tcpUserTimeout(Duration.ofSeconds(6))
                    .build());
        }
        return options.build();
    }

    /** For deadlines; closed with this. */
    public DeadlineTimer timer() {
        return timer;
    }

    public CompletionStage<StatefulRedisConnection<String, String>> commands() {
        return noting(master.dial(
                        uri -> open(() -> client.connectAsync(StringCodec.UTF8, uri)),
                        nodes.of(NodeAgreement.Use.SUBSCRIPTION))
                .thenApply(opened -> nodes.opened(NodeAgreement.Use.COMMANDS, opened)));
    }

    public CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> subscription() {
        return noting(master.dial(
                        uri -> open(() -> client.connectPubSubAsync(new ChannelCodec(), uri)),
                        nodes.of(NodeAgreement.Use.COMMANDS))
                .thenApply(opened -> nodes.opened(NodeAgreement.Use.SUBSCRIPTION, opened)));
    }

    /** Begins no connection once it is closing: where a name was being looked up meanwhile, it would find the loop gone. */
    private synchronized <C> CompletionStage<C> open(Supplier<? extends CompletionStage<C>> connect) {
        return closing ? CompletableFuture.failedFuture(new RedisException("closed")) : connect.get();
    }

    /** Whether the other connection was opened later, and leads elsewhere. */
    boolean isLeftBehind(NodeAgreement.Use use) {
        return nodes.isLeftBehind(use);
    }

    /** Has both connections opened again where another server takes writes by now; to be asked now and then. */
    public void follow() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        String where = nodes.of(NodeAgreement.Use.COMMANDS);
        master.hasMoved(where).whenComplete((moved, failure) -> {
            asking.set(false);
            if (failure == null && moved) {
                nodes.leave(where);
            }
        });
    }

    private <C> CompletionStage<C> noting(CompletionStage<C> dialled) {
        Object key = new Object();
        opening.put(key, dialled.toCompletableFuture());
        return dialled.whenComplete((connection, failure) -> {
            opening.remove(key);
            refusals.note(failure);
        });
    }

    /** Threads for what takes long, so that the loop goes on. */
    public Executor aside() {
        return resources.eventExecutorGroup();
    }

    /** Runs the task on the loop, soon; or at once where there is none, and so no connection. */
    public void execute(Runnable task) {
        EventLoop serving = loop;
        try {
            if (serving != null) {
                serving.execute(task);
                return;
            }
        } catch (RejectedExecutionException over) {
            log.debug("Redis's loop has ended");
        }
        task.run();
    }

    /** Nothing may be opened any more when this is called. */
    @Override
    public void close() {
        awaitOpening();
        synchronized (this) {
            closing = true;
        }
        // A connection that is just being opened is yet to be registered with the loop; only a loop that waits a little
        // closes it.
        client.shutdown(100, 1_000, TimeUnit.MILLISECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
        timer.close();
    }

    private void awaitOpening() {
        try {
            CompletableFuture.allOf(opening.values().toArray(CompletableFuture<?>[]::new))
                    .get(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unopened) {
            log.debug("A connection to Redis was not opened at the end: {}", unopened.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
