package parley.app.doctor;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import parley.redis.endpoint.MasterDialer;
import parley.redis.endpoint.RedisEndpoint;

/** Holds a connection to a Redis of one's own, found as a bridge finds it. One thread. */
final class ServerConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Until some servers have been tried. */
    private static final Duration ALL_PATIENCE = Duration.ofSeconds(20);

    private final ClientResources resources;
    private final RedisClient client;
    private final MasterDialer.Opened<StatefulRedisConnection<String, String>> opened;

    private ServerConnection(RedisEndpoint endpoint) {
        resources = MasterDialer.prepare(DefaultClientResources.builder()).build();
        client = RedisClient.create(resources);
        boolean done = false;
        try {
            client.setOptions(ClientOptions.builder()
                    .autoReconnect(false)
                    .protocolVersion(ProtocolVersion.RESP2)
                    .socketOptions(
                            SocketOptions.builder().connectTimeout(PATIENCE).build())
                    .sslOptions(endpoint.tls())
                    .build());
            opened = dial(new MasterDialer(endpoint, client, PATIENCE, resources.eventExecutorGroup()));
            opened.connection().setTimeout(PATIENCE);
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** Throws a {@code RedisException} where there is nothing to connect to. */
    static ServerConnection open(RedisEndpoint endpoint) {
        return new ServerConnection(endpoint);
    }

    private MasterDialer.Opened<StatefulRedisConnection<String, String>> dial(MasterDialer master) {
        try {
            return master.dial(uri -> client.connectAsync(StringCodec.UTF8, uri), "")
                    .toCompletableFuture()
                    .get(ALL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedisException failure
                    ? failure
                    : new RedisConnectionException(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw new RedisConnectionException("no server was found that takes writes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisConnectionException("interrupted");
        }
    }

    RedisCommands<String, String> commands() {
        return opened.connection().sync();
    }

    /** An address and a port; empty where they aren't known. */
    String where() {
        return opened.where();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
