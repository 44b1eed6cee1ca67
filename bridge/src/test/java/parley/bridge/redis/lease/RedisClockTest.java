package parley.bridge.redis.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedisClockTest {
    private final AtomicLong nanos = new AtomicLong(5_000_000);
    private final RedisClock clock = new RedisClock(nanos::get);

    /** Redis reads its clock; the answer is under way for so long in each direction. */
    private void sample(long micros, long thereMicros, long backMicros) {
        long askedAt = nanos.get();
        nanos.addAndGet((thereMicros + backMicros) * 1_000);
        clock.sample(micros, askedAt);
    }

    @Test
    void isUnknownAtFirst() {
        assertThat(clock.isKnown()).isFalse();
        sample(1, 0, 0);
        assertThat(clock.isKnown()).isTrue();
    }

    @Test
    void neverRunsAheadOfRedis() {
        sample(1_000_000, 300, 200);

        assertThat(clock.micros(nanos.get())).isEqualTo(1_000_000);
        assertThat(clock.micros(nanos.get() + 7_000)).isEqualTo(1_000_007);
    }

    @Test
    void theQuickestSampleCounts() {
        sample(1_000_000, 0, 200);
        long quick = clock.micros(nanos.get());
        sample(1_000_200 + 5_000, 5_000, 9_000);

        assertThat(clock.micros(nanos.get())).isEqualTo(quick + 14_000);
    }

    @Test
    void followsRedisBack() {
        sample(1_000_000, 10, 10);
        sample(400_000, 10, 10);

        assertThat(clock.micros(nanos.get())).isEqualTo(400_000);
    }
}
