package parley.archiver.stream;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections to Redis that fail soon, come back by themselves, and repeat no command. Names are text, values
 * bytes.
 */
public final class RedisConnections implements Closeable {
    /** Longer than any read blocks. */
    static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(20);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);
    private static final int MAX_QUEUED_COMMANDS = 100;
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;

    public RedisConnections(RedisURI uri) {
        this.uri = uri;
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(() -> Delay.exponential(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .build();
        client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_QUEUED_COMMANDS)
                .replayFilter(command -> true)
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build());
    }

    int database() {
        return uri.getDatabase();
    }

    StatefulRedisConnection<String, byte[]> connect() {
        StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC);
        connection.setTimeout(COMMAND_TIMEOUT);
        return connection;
    }

    StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
        StatefulRedisPubSubConnection<String, byte[]> connection = client.connectPubSub(CODEC);
        connection.setTimeout(COMMAND_TIMEOUT);
        return connection;
    }

    @Override
    public void close() {
        // A connection that is just being opened is yet to be registered with its loop; only one that waits a little
        // closes it.
        client.shutdown(100, 1_000, TimeUnit.MILLISECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
