package parley.bridge.redis.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who of the living bridges walks through the names. */
class ReaperTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final String NOW = "100000000";
    private static final String A_BEAT_AGO = "97900000";
    private static final String TWO_BEATS_AGO = "96000000";

    private static boolean isFirst(String bridge, Map<String, String> leases) {
        return Reaper.isFirst(bridge, leases, HEARTBEAT);
    }

    @Test
    void ofThoseThatBeatItIsOne() {
        Map<String, String> leases = Map.of("a", A_BEAT_AGO, "b", NOW, "c", NOW);

        assertThat(isFirst("a", leases)).isTrue();
        assertThat(isFirst("b", leases)).isFalse();
        assertThat(isFirst("c", leases)).isFalse();
    }

    @Test
    void oneThatLeftOutABeatIsNotWaitedFor() {
        Map<String, String> leases = Map.of("a", TWO_BEATS_AGO, "b", NOW, "c", NOW);

        assertThat(isFirst("b", leases)).isTrue();
        assertThat(isFirst("c", leases)).isFalse();
    }

    @Test
    void oneAloneIsTheFirst() {
        assertThat(isFirst("b", Map.of("b", NOW))).isTrue();
    }
}
