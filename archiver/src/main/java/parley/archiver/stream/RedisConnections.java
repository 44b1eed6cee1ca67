package parley.archiver.stream;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import parley.redis.endpoint.AsyncRedisClient;
import parley.redis.endpoint.CommandTimeouts;
import parley.redis.endpoint.MasterDialer;
import parley.redis.endpoint.RedisEndpoint;

/**
 * Opens connections to the server that takes writes. They fail soon, and stay closed once they are lost: whoever uses one opens
 * another, which may lead elsewhere. Names are text, values bytes.
 */
public final class RedisConnections implements Closeable {
    /** Longer than any read blocks. */
    static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Until some of the servers that there may be have been tried. */
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_QUEUED_COMMANDS = 100;
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final ClientResources resources;
    private final RedisClient client;
    private final MasterDialer master;
    private final int database;
    /** Where the stream is read. */
    private volatile String where = "";

    public RedisConnections(RedisEndpoint endpoint) {
        database = endpoint.database();
        resources = MasterDialer.prepare(ClientResources.builder())
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        client = new AsyncRedisClient(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_QUEUED_COMMANDS)
                // Who reads waits no longer by himself, see answer.
                .timeoutOptions(CommandTimeouts.allBut(CommandType.XREAD, COMMAND_TIMEOUT))
                // Older Redis and its kin know it too.
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(true)
                        .build())
                .sslOptions(endpoint.tls())
                .build());
        master = new MasterDialer(endpoint, client, CONNECT_TIMEOUT, resources.eventExecutorGroup());
    }

    int database() {
        return database;
    }

    /** Where the stream is read, and so where all else is to lead; empty before that. */
    String where() {
        return where;
    }

    /** For the stream: others are to lead where this does. */
    MasterDialer.Opened<StatefulRedisConnection<String, byte[]>> connectToRead() {
        MasterDialer.Opened<StatefulRedisConnection<String, byte[]>> opened = connect();
        where = opened.where();
        return opened;
    }

    MasterDialer.Opened<StatefulRedisConnection<String, byte[]>> connect() {
        MasterDialer.Opened<StatefulRedisConnection<String, byte[]>> opened =
                await(master.dial(uri -> client.connectAsync(CODEC, uri), where));
        opened.connection().setTimeout(COMMAND_TIMEOUT);
        return opened;
    }

    MasterDialer.Opened<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
        MasterDialer.Opened<StatefulRedisPubSubConnection<String, byte[]>> opened =
                await(master.dial(uri -> client.connectPubSubAsync(CODEC, uri), where));
        opened.connection().setTimeout(COMMAND_TIMEOUT);
        return opened;
    }

    /** Throws a {@code RedisException} where that is no longer the server to be asked. */
    void requireMaster(MasterDialer.Opened<StatefulRedisConnection<String, byte[]>> opened) {
        await(master.verify(opened));
    }

    /** What Redis answers, null for nil; throws a {@code RedisException} where it doesn't in time, or refuses. */
    static <T extends @Nullable Object> T answer(RedisFuture<T> asked) {
        return LettuceFutures.awaitOrCancel(asked, COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(DIAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisException failure) {
                throw failure;
            }
            throw new RedisConnectionException(String.valueOf(e.getMessage()), e);
        } catch (TimeoutException e) {
            answer.thenAccept(RedisConnections::closeUnused);
            throw new RedisConnectionException("no server was found that takes writes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisConnectionException("interrupted", e);
        }
    }

    private static void closeUnused(Object late) {
        if (late instanceof MasterDialer.Opened<?> opened
                && opened.connection() instanceof StatefulRedisConnection<?, ?> connection) {
            connection.closeAsync();
        }
    }

    @Override
    public void close() {
        // A connection that is just being opened is yet to be registered with its loop; only one that waits a little
        // closes it.
        client.shutdown(100, 1_000, TimeUnit.MILLISECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
