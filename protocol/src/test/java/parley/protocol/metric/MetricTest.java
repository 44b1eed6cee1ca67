package parley.protocol.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.protocol.metric.Metric.Reading;

class MetricTest {

    @Test
    void tellsHowItStandsWheneverItIsAsked() {
        AtomicLong open = new AtomicLong(1);
        Metric sessions = Metric.gauge("sessions_open", "Sessions at present", open::get);
        assertThat(sessions.readings()).containsExactly(new Reading("sessions_open", 1));
        open.set(2);
        assertThat(sessions.readings()).containsExactly(new Reading("sessions_open", 2));
        assertThat(sessions.type()).isEqualTo(Metric.Type.GAUGE);
        assertThat(Metric.counter("messages", "Messages so far", open::get).type())
                .isEqualTo(Metric.Type.COUNTER);
    }

    @Test
    void tellsItsSamplesApartByTheirLabels() {
        LabelledCounter<Thread.State> states = new LabelledCounter<>(
                List.of(Thread.State.BLOCKED, Thread.State.NEW),
                state -> "is-" + state.name().charAt(0));
        Metric metric = states.metric("threads", "Threads by state", "state");
        assertThat(metric.readings())
                .containsExactly(new Reading("threads{state=\"is-N\"}", 0), new Reading("threads{state=\"is-B\"}", 0));
        states.increment(Thread.State.BLOCKED);
        states.add(Thread.State.BLOCKED, 2);
        assertThat(metric.readings())
                .containsExactly(new Reading("threads{state=\"is-N\"}", 0), new Reading("threads{state=\"is-B\"}", 3));
        assertThatThrownBy(() -> states.increment(Thread.State.WAITING)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsHowOftenAndForHowLong() {
        Metric.Sample sample = new Metric.Sample(List.of("fast"), () -> 0.5, () -> 3);
        assertThat(new Metric("call_seconds", "Calls", Metric.Type.SUMMARY, List.of("how"), List.of(sample)).readings())
                .containsExactly(
                        new Reading("call_seconds_count{how=\"fast\"}", 3),
                        new Reading("call_seconds_sum{how=\"fast\"}", 0.5));
    }

    @Test
    void saysWhatStays() {
        assertThat(Metric.info("build", "The build", Map.of("version", "1")).readings())
                .containsExactly(new Reading("build{version=\"1\"}", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sessions",
                "sessions open",
                "sessions__open",
                "_open",
                "open_",
                "1st",
                "a.b",
                "messages_total",
                "call_count",
                "call_sum",
                "build_info"
            })
    void isNamedInLowerCaseWithUnderscores(String name) {
        assertThatThrownBy(() -> Metric.gauge(name, "", () -> 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsAValueForEachLabel() {
        Metric.Sample none = new Metric.Sample(List.of(), () -> 0);
        assertThatThrownBy(() -> new Metric("errors", "", Metric.Type.COUNTER, List.of("code"), List.of(none)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
