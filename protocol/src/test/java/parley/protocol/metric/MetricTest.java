package parley.protocol.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

    @Test
    void tellsHowItStandsWheneverItIsAsked() {
        AtomicLong open = new AtomicLong(1);
        Metric sessions = Metric.gauge("sessions_open", "Sessions at present", open::get);
        assertThat(sessions.value().getAsDouble()).isEqualTo(1);
        open.set(2);
        assertThat(sessions.value().getAsDouble()).isEqualTo(2);
        assertThat(sessions.type()).isEqualTo(Metric.Type.GAUGE);
        assertThat(Metric.counter("messages", "Messages so far", open::get).type())
                .isEqualTo(Metric.Type.COUNTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sessions", "sessions open", "sessions__open", "_open", "open_", "1st", "a.b"})
    void isNamedInLowerCaseWithUnderscores(String name) {
        assertThatThrownBy(() -> Metric.gauge(name, "", () -> 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
