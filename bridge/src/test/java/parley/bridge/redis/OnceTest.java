package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.port.LobbyBus.Keyed;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.StreamLimits;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.RedisNames;
import parley.redis.test.TestRedis;

/** For how long Redis knows what was said under a key. */
class OnceTest {
    private static final long REMEMBERED = Duration.ofMinutes(10).toNanos() / 1_000;

    private final RedisBackend backend = new RedisBackend();
    private final Node node = new Node(backend, TestRedis.uri(), LeaseTiming.USUAL, new StreamLimits(1_000, 1 << 30));

    @AfterEach
    void close() {
        backend.close();
    }

    private long say(String key) {
        return Node.await(node.store
                        .lobbyBus()
                        .publishOnce(Node.nick("ann"), Node.HOME, new Keyed(key, "hello"), Deadline.ofRedis()))
                .orElseThrow();
    }

    /** As if it had been said so much earlier. */
    private void date(String key, long earlier) {
        backend.direct().zadd(RedisNames.ONCE, (double) (say(key) - earlier), ("ann " + key).getBytes(UTF_8));
    }

    @Test
    void isForTenMinutes() {
        node.claim("ann");
        long first = say("one");
        date("two", REMEMBERED + 1);
        date("three", REMEMBERED - Duration.ofMinutes(1).toNanos() / 1_000);
        long three = say("three");

        assertThat(say("two")).as("said again, as it was forgotten").isGreaterThan(first);
        assertThat(say("three")).as("said before").isEqualTo(three).isLessThan(first);
        assertThat(say("one")).isEqualTo(first);
        assertThat(backend.direct().zcard(RedisNames.ONCE)).isEqualTo(3);
        assertThat(backend.direct().ttl(RedisNames.ONCE))
                .as("goes by itself where nobody says anything any more")
                .isBetween(1L, Duration.ofMinutes(10).toSeconds());
    }

    @Test
    void keepsNothingOfWhatIsForgotten() {
        node.claim("ann");
        for (int key = 0; key < 20; key++) {
            date("old" + key, REMEMBERED + 1_000_000);
        }
        say("new");

        assertThat(backend.direct().zcard(RedisNames.ONCE)).isEqualTo(1);
    }
}
