package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.bridge.MetricReadings;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.RedisRights;
import parley.redis.embedded.EmbeddedRedis;
import parley.redis.test.TestRedis;

/** What a bridge counts of Redis. */
class RedisMetricsTest {
    private final RedisBackend backend = new RedisBackend();
    private EmbeddedRedis redis;
    private RedisClient client;
    private RedisCommands<String, String> byHand;
    private Node node;

    @BeforeEach
    void start() throws IOException {
        redis = EmbeddedRedis.start(null, null, TestRedis.users());
        client = RedisClient.create(redis.uri());
        byHand = client.connect().sync();
        // Where a silent connection is given up later than a call.
        node = new Node(backend, redis.uri(RedisRights.BRIDGE.user()), LeaseTiming.USUAL);
        await().until(node.store::ready);
        node.claim("ann");
    }

    @AfterEach
    void close() {
        backend.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        redis.close();
    }

    private double metric(String name) {
        return MetricReadings.value(node.store.metrics(), name);
    }

    private void client(String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        for (String word : words) {
            arguments.add(word);
        }
        byHand.dispatch(CommandType.CLIENT, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    @Test
    void measuresCallsByTheirScripts() {
        assertThat(metric("redis_call_seconds_count{call=\"publish\"}")).isZero();
        assertThat(node.publish("ann", "hello")).isPresent();
        assertThat(metric("redis_call_seconds_count{call=\"publish\"}")).isEqualTo(1);
        assertThat(metric("redis_call_seconds_sum{call=\"publish\"}")).isBetween(0.000_001, 10.0);
        assertThat(metric("redis_call_seconds_count{call=\"command\"}")).isPositive();
        assertThat(metric("redis_timeouts{call=\"publish\"}")).isZero();
        assertThat(metric("redis_errors{call=\"publish\"}")).isZero();
    }

    @Test
    void countsWhatIsNotAnsweredInTime() {
        client("PAUSE", "20000", "WRITE");
        try {
            assertThat(node.store
                            .lobbyBus()
                            .publish(Node.nick("ann"), Node.HOME, "late", Deadline.ofRedis())
                            .toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(10));
            await().until(() -> metric("redis_timeouts{call=\"publish\"}") == 1);
            assertThat(metric("redis_lost{call=\"publish\"}")).isZero();
        } finally {
            client("UNPAUSE");
        }
    }

    /** Of these the connection bounds the one that asks where the stream stands, and not the two that read from it. */
    @Test
    void countsPagesThatDoNotComeInTime() {
        client("PAUSE", "4000", "ALL");

        assertThat(node.store.lobbyBus().read(-1, 0, Node.HOME).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10));
        await().untilAsserted(() ->
                assertThat(metric("redis_timeouts{call=\"command\"}")).isGreaterThanOrEqualTo(3));
    }

    @Test
    void countsWhatIsRefused() {
        byHand.set("parley:{users}:bans", "no hash");
        assertThat(node.store
                        .bans()
                        .add(BanTarget.parse("mallory").orElseThrow(), null, "", Deadline.ofRedis())
                        .toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10));
        await().until(() -> metric("redis_errors{call=\"ban\"}") == 1);
    }

    @Test
    void knowsWhereTheStreamIsAndWhichBansThereAre() {
        assertThat(metric("stream_position")).isZero();
        assertThat(metric("bans_active")).isZero();
        node.publish("ann", "one");
        long micros = node.publish("ann", "two").orElseThrow();
        assertThat(metric("stream_position")).isEqualTo(2);
        assertThat(metric("stream_newest_timestamp_seconds")).isEqualTo(micros / 1e6);
        Node.await(node.store.bans().add(BanTarget.parse("mallory").orElseThrow(), null, "", Deadline.ofRedis()));
        assertThat(metric("bans_active")).isEqualTo(1);
    }
}
