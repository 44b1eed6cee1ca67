package parley.bridge.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import parley.bridge.chat.Limits;

/** Opens connections to one Redis, and has the threads that serve them. */
final class Dialer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();
    private final RedisURI uri;
    private final RedisClient client;

    Dialer(RedisURI where) {
        uri = RedisURI.builder(where).withTimeout(PATIENCE).build();
        client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                // Reconnecting does it, so that nothing is sent again.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(Limits.REDIS_QUEUE)
                .timeoutOptions(TimeoutOptions.enabled(Limits.REDIS_TIME))
                // Older Redis and its kin know it too, and messages take the shortest way.
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .tcpNoDelay(true)
                        // A link that is cut without a word is noticed within 6 s, also where only the other side
                        // sends.
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(3))
                                .interval(Duration.ofSeconds(1))
                                .count(3)
                                .build())
                        .tcpUserTimeout(SocketOptions.TcpUserTimeoutOptions.builder()
                                .enable()
                                .tcpUserTimeout(Duration.ofSeconds(6))
                                .build())
                        .build())
                .build());
    }

    CompletionStage<StatefulRedisConnection<String, String>> commands() {
        return client.connectAsync(StringCodec.UTF8, uri);
    }

    CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> subscription() {
        return client.connectPubSubAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri);
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
