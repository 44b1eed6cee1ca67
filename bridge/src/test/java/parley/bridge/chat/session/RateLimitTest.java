package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    private int takeAll(RateLimit rateLimit) {
        int taken = 0;
        while (taken < 1_000 && rateLimit.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void letsABurstOfTwiceTheRateThrough() {
        assertThat(takeAll(new RateLimit(10, nanos::get))).isEqualTo(20);
    }

    @Test
    void refillsAtTheRate() {
        RateLimit rateLimit = new RateLimit(10, nanos::get);
        takeAll(rateLimit);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
        assertThat(takeAll(rateLimit)).isZero();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(takeAll(rateLimit)).isEqualTo(1);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(takeAll(rateLimit)).isEqualTo(10);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(takeAll(rateLimit)).isEqualTo(20);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(takeAll(new RateLimit(0, nanos::get))).isEqualTo(1_000);
    }
}
