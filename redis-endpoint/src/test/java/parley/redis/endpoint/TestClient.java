package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import parley.harness.redis.RedisNode;

/** Dials as a bridge does. */
final class TestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ARRIVES = Duration.ofSeconds(30);

    private final ClientResources resources =
            MasterDialer.prepare(DefaultClientResources.builder()).build();
    private final RedisClient client = new AsyncRedisClient(resources);
    final MasterDialer dialer;

    TestClient(RedisEndpoint endpoint) {
        this(endpoint, PATIENCE);
    }

    /** @param patience with one server */
    TestClient(RedisEndpoint endpoint, Duration patience) {
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .protocolVersion(ProtocolVersion.RESP2)
                .timeoutOptions(TimeoutOptions.enabled(patience))
                .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
                .sslOptions(endpoint.tls())
                .build());
        dialer = new MasterDialer(endpoint, client, patience, resources.eventExecutorGroup());
    }

    MasterDialer.Opened<StatefulRedisConnection<String, String>> dial() throws Throwable {
        try {
            return dial(() -> {}).toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** @param connecting called when it is known where to */
    CompletionStage<MasterDialer.Opened<StatefulRedisConnection<String, String>>> dial(Runnable connecting) {
        return dialer.dial(
                uri -> {
                    connecting.run();
                    return client.connectAsync(StringCodec.UTF8, uri);
                },
                "");
    }

    /** Where it gets to, or why it gets nowhere. */
    String where() {
        try {
            var opened = dial();
            opened.connection().close();
            return opened.where();
        } catch (Throwable failure) {
            StringBuilder why = new StringBuilder(String.valueOf(failure.getMessage()));
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                why.append("; ").append(cause.getMessage());
            }
            return why.toString();
        }
    }

    /** Waits until it gets there. */
    void awaitAt(RedisNode node) {
        await().atMost(ARRIVES).untilAsserted(() -> assertThat(where()).isEqualTo(node.address()));
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
