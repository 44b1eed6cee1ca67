package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.MessageRate;

class RateLimitTest {
    private static final int BURST = MessageRate.BURST_BYTES;
    private static final int HOUR = 3_600;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AddressRate addressBytes = new AddressRate(1_000, 2.5 * BURST, nanos::get);

    private RateLimit rateLimit(int messages, int bytes, int address) {
        Rates rates = new Rates(new MessageRate(messages, bytes), addressBytes);
        return new RateLimit(() -> rates, TestOrigin.of(address).counted(), nanos::get);
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static int takeAll(RateLimit rateLimit, int size) {
        int taken = 0;
        while (taken < 1_000 && rateLimit.take(size)) {
            taken++;
        }
        return taken;
    }

    @Test
    void letsABurstOfTwiceTheMessagesThroughAndThenTheRate() {
        RateLimit rateLimit = rateLimit(10, 0, 1);
        assertThat(takeAll(rateLimit, 1)).isEqualTo(20);
        pass(1);
        assertThat(takeAll(rateLimit, 1)).isEqualTo(10);
    }

    @Test
    void letsABurstOfBytesThroughAndThenTheRate() {
        RateLimit rateLimit = rateLimit(0, 100, 1);
        assertThat(takeAll(rateLimit, BURST / 4)).isEqualTo(4);
        pass(1);
        assertThat(takeAll(rateLimit, 10)).isEqualTo(10);
    }

    @Test
    void whatIsRefusedIsCountedNowhere() {
        RateLimit few = rateLimit(1, 100, 1);
        assertThat(takeAll(few, 1)).isEqualTo(2);
        for (int refused = 0; refused < 1_000; refused++) {
            assertThat(few.take(BURST)).isFalse();
        }
        pass(1);
        assertThat(few.take(BURST)).isTrue();
        assertThat(few.take(BURST)).isFalse();
        assertThat(rateLimit(0, 100, 1).take(BURST)).isTrue();
        assertThat(rateLimit(0, 100, 1).take(BURST))
                .as("more than is left of the address's")
                .isFalse();
        RateLimit last = rateLimit(1, 0, 1);
        assertThat(last.take(BURST)).isFalse();
        assertThat(takeAll(last, 1))
                .as("messages, none of which the refused took")
                .isEqualTo(2);
    }

    @Test
    void sessionsOfOneAddressShareItsBytes() {
        assertThat(rateLimit(0, 1, 1).take(BURST)).isTrue();
        assertThat(rateLimit(0, 1, 1).take(BURST)).isTrue();
        assertThat(rateLimit(0, 1, 1).take(BURST)).isFalse();
        assertThat(rateLimit(0, 1, 2).take(BURST)).isTrue();
        pass(HOUR);
        assertThat(rateLimit(0, 1, 1).take(BURST)).isTrue();
    }

    @Test
    void theLongestLineIsNeverTooLong() {
        assertThat(rateLimit(10, 1, 1).take(4 * BURST)).as("text that grew").isTrue();
        assertThat(BURST).isGreaterThanOrEqualTo(parley.bridge.limits.Limits.FLOOD_BYTES);
    }

    @Test
    void followsTheRatesInForce() {
        var inForce = new AtomicReference<>(new Rates(MessageRate.UNLIMITED, addressBytes));
        RateLimit rateLimit = new RateLimit(inForce::get, TestOrigin.of(1).counted(), nanos::get);
        assertThat(takeAll(rateLimit, 0)).isEqualTo(1_000);

        inForce.set(new Rates(new MessageRate(3, 0), addressBytes));
        assertThat(takeAll(rateLimit, 0)).isEqualTo(6);
        assertThat(takeAll(rateLimit, 0)).as("the same rates").isZero();

        inForce.set(new Rates(MessageRate.UNLIMITED, addressBytes));
        assertThat(takeAll(rateLimit, 0)).isEqualTo(1_000);
    }

    @Test
    void zeroIsNoLimit() {
        Rates rates = new Rates(MessageRate.UNLIMITED, new AddressRate(0, BURST, nanos::get));
        RateLimit unlimited = new RateLimit(() -> rates, TestOrigin.of(1).counted(), nanos::get);
        assertThat(takeAll(unlimited, BURST)).isEqualTo(1_000);
    }
}
