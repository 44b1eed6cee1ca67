package parley.archiver;

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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.protocol.RedisNames;
import parley.protocol.RedisRights;
import parley.redis.embedded.EmbeddedRedis;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

/** An archiver on a Redis that refuses what it needs says what Redis says, and is ready once Redis no longer does. */
class RefusedStartTest {
    private static final String USER = RedisRights.ARCHIVER.user();

    @TempDir
    Path directory;

    private EmbeddedRedis redis;
    private RedisClient client;
    private RedisCommands<String, String> byHand;
    private @Nullable Archiver archiver;

    @BeforeEach
    void start() throws IOException {
        redis = EmbeddedRedis.start(null, null, TestRedis.users());
        client = RedisClient.create(redis.uri());
        byHand = client.connect().sync();
    }

    @AfterEach
    void close() {
        if (archiver != null) {
            archiver.close();
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xread", "subscribe", "hget"})
    void whereARightIsMissing(String command) {
        acl("-" + command);
        open(redis.uri(USER));
        awaitTrouble("NOPERM ");
        acl("+" + command);
        awaitReady();
    }

    @Test
    void whereTheStreamIsNone() {
        byHand.set(RedisNames.STREAM, "no stream");
        open(redis.uri(USER));
        awaitTrouble("WRONGTYPE ");
        byHand.del(RedisNames.STREAM);
        awaitReady();
    }

    @Test
    void whereThePasswordIsWrong() {
        RedisURI right = RedisURI.create(redis.uri());
        open("redis://" + USER + ":wrong-password@" + right.getHost() + ":" + right.getPort());
        awaitTrouble("WRONGPASS ");
        assertThat(opened().trouble().orElse("")).doesNotContain("wrong-password");
        acl(">wrong-password");
        awaitReady();
    }

    /** What is read there may be old, however well it can be read. */
    @Test
    void whereItBecomesAReplica() {
        open(redis.uri(USER));
        awaitReady();
        byHand.replicaof("127.0.0.1", 1);
        awaitTrouble("READONLY ");
        byHand.replicaofNoOne();
        awaitReady();
    }

    private Archiver opened() {
        return Objects.requireNonNull(archiver);
    }

    private void open(String uri) {
        archiver = Archiver.start(RedisEndpoint.parse(uri), directory, InstantSource.system());
    }

    private void acl(String rule) {
        byHand.dispatch(
                CommandType.ACL,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add(USER).add(rule));
    }

    private void awaitTrouble(String words) {
        await().untilAsserted(() -> {
            assertThat(opened().trouble().orElse("none")).contains(words);
            assertThat(opened().ready()).isFalse();
        });
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(opened().ready()).isTrue());
    }
}
