package parley.bridge.net.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.ClientAddress;
import parley.protocol.ErrorCode;

class AdmissionTest {
    private static final ClientAddress ANN = new ClientAddress(1, 0);
    private static final ClientAddress BOB = new ClientAddress(2, 0);
    private static final ClientAddress CID = new ClientAddress(3, 0);

    @Test
    void countsWhoIsThere() {
        Admission admission = new Admission(new AdmissionLimits(3, 2, 0), () -> 0);
        assertThat(admission.admit(ANN)).isNull();
        assertThat(admission.admit(ANN)).isNull();
        assertThat(admission.admit(ANN)).isEqualTo(ErrorCode.FULL);
        assertThat(admission.admit(BOB)).isNull();
        assertThat(admission.admit(CID)).isEqualTo(ErrorCode.FULL);
        admission.left(ANN);
        assertThat(admission.admit(ANN)).isNull();
        assertThat(admission.admit(ANN)).isEqualTo(ErrorCode.FULL);
    }

    /** Near the end of its range, where a clock that only counts may turn over. */
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 120})
    void letsABurstThroughAndThenWhatComesInTime(int perMinute) {
        Admission admission = new Admission(new AdmissionLimits(Integer.MAX_VALUE, 0, perMinute), () -> now);
        for (int minute = 0; minute < 2; minute++) {
            for (int connection = 0; connection < perMinute; connection++) {
                assertThat(admission.admit(ANN)).isNull();
            }
            assertThat(admission.admit(ANN)).isEqualTo(ErrorCode.RATE_LIMITED);
            now += TimeUnit.MINUTES.toNanos(1) / perMinute + 1_000;
            assertThat(admission.admit(ANN)).isNull();
            assertThat(admission.admit(ANN)).isEqualTo(ErrorCode.RATE_LIMITED);
            now += TimeUnit.HOURS.toNanos(1);
        }
    }

    @Test
    void countsAlsoThoseWhoHaveLeftByTheirRate() {
        Admission admission = new Admission(new AdmissionLimits(9, 0, 2), () -> 0);
        for (int connection = 0; connection < 2; connection++) {
            assertThat(admission.admit(ANN)).isNull();
            admission.left(ANN);
        }
        assertThat(admission.admit(ANN)).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(admission.admit(BOB)).isNull();
    }

    @Test
    void hasOtherLimitsWhenToldSo() {
        Admission admission = new Admission(new AdmissionLimits(1, 1, 1), () -> 0);
        assertThat(admission.admit(ANN)).isNull();
        admission.limits(new AdmissionLimits(2, 0, 0));
        assertThat(admission.admit(ANN)).isNull();
        assertThat(admission.admit(ANN)).isEqualTo(ErrorCode.FULL);
    }

    @Test
    void saysWhenTheLastHasLeft() {
        Admission admission = new Admission(new AdmissionLimits(9, 1, 0), () -> 0);
        admission.admit(ANN);
        admission.admit(ANN);
        assertThat(admission.closed()).isNotDone();
        admission.left(ANN);
        assertThat(admission.closed()).isDone();
    }
}
