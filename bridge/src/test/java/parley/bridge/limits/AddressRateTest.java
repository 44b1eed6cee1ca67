package parley.bridge.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressRateTest {
    private static final ClientAddress ANN = new ClientAddress(1, 0);
    private static final ClientAddress BOB = new ClientAddress(2, 0);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AddressRate rate = new AddressRate(10, 100, nanos::get);

    @Test
    void eachAddressHasItsOwn() {
        assertThat(rate.take(ANN, 60)).isTrue();
        assertThat(rate.take(ANN, 60)).isFalse();
        assertThat(rate.take(ANN, 40)).isTrue();
        assertThat(rate.take(BOB, 100)).isTrue();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(rate.take(ANN, 11)).isFalse();
        assertThat(rate.take(ANN, 10)).isTrue();
    }

    @Test
    void whoHasAllOfItAgainIsForgotten() {
        rate.take(ANN, 100);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(9));
        rate.take(BOB, 100);
        assertThat(rate.size()).isEqualTo(2);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        rate.take(BOB, 1);
        assertThat(rate.size()).isEqualTo(1);
        assertThat(rate.take(ANN, 100)).isTrue();
    }

    @Test
    void keepsABoundedNumberOfAddresses() {
        for (int number = 0; number < 2 * AddressRate.ADDRESSES; number++) {
            rate.take(new ClientAddress(number, 0), 100);
        }
        assertThat(rate.size()).isLessThanOrEqualTo(AddressRate.ADDRESSES);
        assertThat(rate.take(new ClientAddress(2 * AddressRate.ADDRESSES - 1, 0), 1))
                .isFalse();
    }

    @Test
    void noRateIsNoLimit() {
        AddressRate unlimited = new AddressRate(0, 100, nanos::get);
        for (int number = 0; number < 1_000; number++) {
            assertThat(unlimited.take(ANN, 100)).isTrue();
        }
        assertThat(unlimited.size()).isZero();
    }
}
