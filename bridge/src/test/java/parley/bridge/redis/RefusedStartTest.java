package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.MetricReadings;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.limits.Limits;
import parley.protocol.RedisRights;
import parley.redis.embedded.EmbeddedRedis;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

/** A bridge on a Redis that refuses what it needs says what Redis says, and is ready once Redis no longer does. */
class RefusedStartTest {
    private static final String USER = RedisRights.BRIDGE.user();

    private EmbeddedRedis redis;
    private RedisClient client;
    private RedisCommands<String, String> byHand;
    private @Nullable RedisStore store;

    @BeforeEach
    void start() throws IOException {
        redis = EmbeddedRedis.start(null, null, TestRedis.users());
        client = RedisClient.create(redis.uri());
        byHand = client.connect().sync();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.abandon();
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evalsha", "script|load", "subscribe", "hget"})
    void whereARightIsMissing(String command) {
        acl("-" + command);
        open(redis.uri(USER));
        awaitTrouble("NOPERM ");
        acl("+" + command);
        awaitReady();
    }

    @Test
    void whereAChannelIsForbidden() {
        acl("resetchannels");
        open(redis.uri(USER));
        awaitTrouble("NOPERM ");
        acl("&*");
        awaitReady();
    }

    @Test
    void whereAKeyIsOfAnotherType() {
        byHand.set("users", "ann,bob");
        open(redis.uri(USER));
        awaitTrouble("WRONGTYPE ");
        byHand.del("users");
        awaitReady();
    }

    @Test
    void whereItIsAReplica() {
        byHand.replicaof("127.0.0.1", 1);
        open(redis.uri(USER));
        awaitTrouble("READONLY ");
        byHand.replicaofNoOne();
        awaitReady();
    }

    /** The connections stay open, and are left. */
    @Test
    void whereItBecomesAReplica() {
        open(redis.uri(USER));
        awaitReady();
        double before = connections();
        byHand.replicaof("127.0.0.1", 1);
        awaitTrouble("READONLY ");
        byHand.replicaofNoOne();
        awaitReady();
        assertThat(connections()).isGreaterThan(before);
    }

    private double connections() {
        return MetricReadings.value(Objects.requireNonNull(store).metrics(), "redis_connections");
    }

    @Test
    void whereThePasswordIsWrong() {
        RedisURI wrong = RedisURI.create(redis.uri());
        open("redis://" + USER + ":wrong-password@" + wrong.getHost() + ":" + wrong.getPort());
        awaitTrouble("WRONGPASS ");
        assertThat(trouble()).doesNotContain("wrong-password");
        acl(">wrong-password");
        awaitReady();
    }

    private @Nullable String trouble() {
        return Objects.requireNonNull(store).trouble();
    }

    private void open(String uri) {
        store = RedisStore.open(
                RedisEndpoint.parse(uri),
                UUID.randomUUID().toString(),
                HeapMemory.newLobby(),
                Limits.defaults().stream(),
                Node.QUICK);
    }

    private void acl(String rule) {
        byHand.dispatch(
                CommandType.ACL,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add(USER).add(rule));
    }

    private void awaitTrouble(String words) {
        await().untilAsserted(() ->
                assertThat(trouble()).startsWith("not hearing itself through Redis, which refuses: " + words));
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(trouble()).isNull());
    }
}
