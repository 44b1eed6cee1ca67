package parley.bridge.net.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Limits;

class DeparturesTest {
    private final Departures departures = new Departures();

    @Test
    void areSoManyAtOneTimeAndTheOthersReset() {
        List<EmbeddedChannel> leaving = new ArrayList<>();
        for (int channel = 0; channel < Limits.DEPARTURES; channel++) {
            leaving.add(new EmbeddedChannel());
            assertThat(departures.mayLinger(leaving.get(channel))).isTrue();
        }
        EmbeddedChannel more = new EmbeddedChannel();
        assertThat(departures.mayLinger(more)).isFalse();
        assertThat(more.isOpen()).isFalse();
        assertThat(departures.resets()).isEqualTo(1);

        leaving.get(0).close();
        assertThat(departures.lingering()).isEqualTo(Limits.DEPARTURES - 1);
        assertThat(departures.mayLinger(new EmbeddedChannel())).isTrue();
        assertThat(departures.mayLinger(new EmbeddedChannel())).isFalse();
    }
}
