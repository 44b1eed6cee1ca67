package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    private int takeAll(Allowance allowance) {
        int taken = 0;
        while (taken < 1_000 && allowance.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void letsABurstOfTwiceTheRateThrough() {
        assertThat(takeAll(new Allowance(10, nanos::get))).isEqualTo(20);
    }

    @Test
    void refillsAtTheRate() {
        Allowance allowance = new Allowance(10, nanos::get);
        takeAll(allowance);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
        assertThat(takeAll(allowance)).isZero();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(takeAll(allowance)).isEqualTo(1);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(takeAll(allowance)).isEqualTo(10);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(takeAll(allowance)).isEqualTo(20);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(takeAll(new Allowance(0, nanos::get))).isEqualTo(1_000);
    }
}
