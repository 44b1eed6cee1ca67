package parley.bridge.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {
    private final Pulse pulse = new Pulse();

    private boolean isGoneAfter(int looks) {
        boolean gone = false;
        for (int look = 0; look < looks; look++) {
            gone = pulse.isGone();
        }
        return gone;
    }

    @Test
    void nothingIsGoneWhereNothingIsDue() {
        assertThat(isGoneAfter(100)).isFalse();
    }

    @Test
    void whatOwesSomethingLongIsGone() {
        pulse.due();
        assertThat(isGoneAfter(13)).isFalse();
        assertThat(pulse.isGone()).isTrue();
        assertThat(isGoneAfter(100)).as("the next one").isFalse();
    }

    @Test
    void anythingThatComesIsASignOfLife() {
        pulse.due();
        isGoneAfter(13);
        pulse.felt();
        assertThat(isGoneAfter(13)).isFalse();
        pulse.due();
        assertThat(isGoneAfter(13)).isFalse();
    }

    @Test
    void whatIsDueAgainIsNoExcuse() {
        pulse.due();
        isGoneAfter(13);
        pulse.due();
        assertThat(pulse.isGone()).isTrue();
    }
}
