package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.bridge.limits.Limits;

class VanishedPeersTest {
    private static final long LONG = Limits.UNANSWERED_TIME.toMillis();

    @Test
    void haveLeftSomethingUnacknowledgedForLong() {
        assertThat(VanishedPeers.isGone(1, 0, LONG, 51_200)).isTrue();
        assertThat(VanishedPeers.isGone(1, 0, LONG - 1, 51_200)).isFalse();
        assertThat(VanishedPeers.isGone(0, 0, 10 * LONG, 200)).isFalse();
    }

    @Test
    void areNotThoseWhoAnswerRetriesThatHaveBecomeRare() {
        assertThat(VanishedPeers.isGone(1, 0, 119_000, 120_000)).isFalse();
        assertThat(VanishedPeers.isGone(1, 0, 121_000, 120_000)).isTrue();
    }

    @Test
    void areNotThoseWhoDoNotReadButAnswer() {
        assertThat(VanishedPeers.isGone(0, 0, 119_000, 200)).isFalse();
        assertThat(VanishedPeers.isGone(0, 1, 119_000, 200)).isFalse();
        assertThat(VanishedPeers.isGone(0, 2, 119_000, 200)).isTrue();
    }
}
