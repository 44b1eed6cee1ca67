package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;
import parley.redis.test.TestRedis;

/** Redis's clock jumps, which is the same as all that is noted by it jumping the other way. */
class ClockStepTest {
    private static final long HOUR = 3_600_000_000L;
    /** How long a dead bridge's names may be held. */
    private static final Duration WITHIN = Duration.ofSeconds(15);

    private final RedisBackend backend = new RedisBackend();

    @AfterEach
    void close() {
        backend.close();
    }

    /** Puts the clock forward, or if it is negative back. */
    private void stepLeases(long micros) {
        backend.direct()
                .hgetall(RedisNames.BRIDGES)
                .forEach((bridge, end) -> backend.direct()
                        .hset(
                                RedisNames.BRIDGES,
                                bridge,
                                Long.toString(Long.parseLong(new String(end, UTF_8)) - micros)
                                        .getBytes(UTF_8)));
    }

    @Test
    void forwardNobodyTakesALivingBridgesNamesBeforeItsNextBeat() {
        Node one = new Node(backend, TestRedis.uri(), LeaseTiming.USUAL);
        Node other = new Node(backend, TestRedis.uri(), LeaseTiming.USUAL);
        one.claim("ann");
        Runnable resume = both(one.pause(), other.pause());

        stepLeases(HOUR);
        boolean taken = other.claim("ann");
        boolean imitated = other.claim("Ann");
        resume.run();

        assertThat(taken).isFalse();
        assertThat(imitated).isFalse();
        assertThat(one.publish("ann", "still here")).isPresent();
        assertThat(Stream.concat(one.lost.stream(), other.lost.stream())).isEmpty();
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    @Test
    void forwardADeadBridgesNamesAreStillFreed() {
        Node dead = new Node(backend, TestRedis.uri());
        Node living = new Node(backend, TestRedis.uri());
        dead.claim("bob");
        dead.store.abandon();

        stepLeases(HOUR);

        await().untilAsserted(() -> assertThat(living.claim("bob")).isTrue());
    }

    @Test
    void backDirectClientsMessagesHaveTheirPlaceBetweenStoredOnes() {
        Node node = new Node(backend, TestRedis.uri());
        node.claim("ann");
        node.publish("ann", "none");
        long ahead = MessageTime.ofInstant(Instant.now()) + HOUR;
        backend.direct().hset(RedisNames.LOBBY, "last", Long.toString(ahead).getBytes(UTF_8));

        long first = node.publish("ann", "one").orElseThrow();
        long second = node.publish("ann", "two").orElseThrow();

        assertThat(first).isBetween(ahead + 1, ahead + 1_000);
        assertThat(second).isBetween(first + 10, first + 1_000);
    }

    @Test
    void backANewEpochBeginsBehindWhatOthersMayHaveBeenGiven() {
        Node node = new Node(backend, TestRedis.uri());
        node.claim("ann");
        long ahead = MessageTime.ofInstant(Instant.now()) + HOUR;
        backend.direct().hset(RedisNames.LOBBY, "last", Long.toString(ahead).getBytes(UTF_8));
        long before = node.publish("ann", "one").orElseThrow();
        await().until(() -> node.lobby.last() == before);

        backend.direct().flushall();

        assertThat(node.publish("ann", "two").orElseThrow()).isBetween(before + 1_000_000, before + 1_001_000);
        assertThat(node.publish("ann", "three").orElseThrow()).isBetween(before + 1_000_000, before + 1_001_000);
    }

    @Test
    void backADeadBridgesNamesAreFreedNoLater() {
        Node dead = new Node(backend, TestRedis.uri());
        Node living = new Node(backend, TestRedis.uri());
        dead.claim("bob");
        living.claim("ann");
        dead.store.abandon();

        stepLeases(-HOUR);

        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(living.claim("bob")).isTrue());
        assertThat(living.lost).isEmpty();
        assertThat(living.publish("ann", "still here")).isPresent();
    }
}
