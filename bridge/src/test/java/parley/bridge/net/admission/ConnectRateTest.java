package parley.bridge.net.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.ClientAddress;

class ConnectRateTest {
    private static final ClientAddress ANN = new ClientAddress(1, 0);
    private static final ClientAddress BOB = new ClientAddress(2, 0);

    /** Near the end of its range, where a clock that only counts may turn over. */
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

    private final ConnectRate rate = new ConnectRate(() -> now);

    private int taken(ClientAddress address, int perMinute) {
        int taken = 0;
        while (rate.take(address, perMinute)) {
            taken++;
        }
        return taken;
    }

    @Test
    void letsABurstThroughAndThenWhatComesInTime() {
        for (int perMinute : new int[] {1, 2, 7, 120}) {
            ClientAddress address = new ClientAddress(perMinute, 9);
            assertThat(taken(address, perMinute)).isEqualTo(perMinute);
            now += TimeUnit.MINUTES.toNanos(1) / perMinute - 1_000;
            assertThat(taken(address, perMinute)).isZero();
            now += 1_000;
            assertThat(taken(address, perMinute)).isEqualTo(1);
        }
    }

    @Test
    void isFullAfterAMinuteAndNeverMore() {
        assertThat(taken(ANN, 120)).isEqualTo(120);
        now += TimeUnit.MINUTES.toNanos(1);
        assertThat(taken(ANN, 120)).isEqualTo(120);
        now += TimeUnit.DAYS.toNanos(1);
        assertThat(taken(ANN, 120)).isEqualTo(120);
    }

    @Test
    void countsEachAddressByItself() {
        assertThat(taken(ANN, 3)).isEqualTo(3);
        assertThat(taken(BOB, 3)).isEqualTo(3);
    }

    @Test
    void forgetsWhoHasAFullBucket() {
        for (int address = 0; address < 100; address++) {
            rate.take(new ClientAddress(address, 0), 60);
        }
        assertThat(rate.size()).isEqualTo(100);
        now += TimeUnit.SECONDS.toNanos(1);
        for (int connection = 0; connection < 100; connection++) {
            rate.take(ANN, 6_000);
        }
        assertThat(rate.size()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreThanSoManyAndThoseWhoComeMostOften() {
        assertThat(taken(ANN, 120)).isEqualTo(120);
        for (int address = 0; address < 3 * ConnectRate.ADDRESSES; address++) {
            rate.take(new ClientAddress(address, 9), 120);
            assertThat(rate.take(ANN, 120)).isFalse();
        }
        assertThat(rate.size()).isLessThanOrEqualTo(ConnectRate.ADDRESSES);
    }
}
