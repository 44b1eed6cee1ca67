package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.redis.test.TestRedis;

class AsyncRedisClientTest {
    private final ClientResources resources =
            MasterDialer.prepare(DefaultClientResources.builder()).build();
    private final AsyncRedisClient client = new AsyncRedisClient(resources);
    private final RedisURI redis = RedisURI.create(TestRedis.uri());

    @AfterEach
    void shutDown() {
        client.shutdown();
        resources.shutdown();
    }

    @Test
    void commandsAreAsynchronousOnly() throws Exception {
        var connection = client.connectAsync(StringCodec.UTF8, redis)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(connection.async().ping().get(20, TimeUnit.SECONDS)).isEqualTo("PONG");
        assertThatThrownBy(connection::sync).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(connection::reactive).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void subscriptionsTooAreAsynchronousOnly() throws Exception {
        var connection = client.connectPubSubAsync(StringCodec.UTF8, redis)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        connection.async().subscribe("somewhere").get(20, TimeUnit.SECONDS);
        assertThatThrownBy(connection::sync).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(connection::reactive).isInstanceOf(UnsupportedOperationException.class);
    }
}
