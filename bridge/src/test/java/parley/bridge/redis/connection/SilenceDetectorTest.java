package parley.bridge.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceDetectorTest {
    private final SilenceDetector silence = new SilenceDetector();

    private boolean isDeadAfter(int looks) {
        boolean dead = false;
        for (int look = 0; look < looks; look++) {
            dead = silence.isDead();
        }
        return dead;
    }

    @Test
    void nothingIsGoneWhereNothingIsDue() {
        assertThat(isDeadAfter(100)).isFalse();
    }

    @Test
    void whatOwesSomethingLongIsGone() {
        silence.expect();
        assertThat(isDeadAfter(13)).isFalse();
        assertThat(silence.isDead()).isTrue();
        assertThat(isDeadAfter(100)).as("the next one").isFalse();
    }

    @Test
    void anythingThatComesIsASignOfLife() {
        silence.expect();
        isDeadAfter(13);
        silence.arrived();
        assertThat(isDeadAfter(13)).isFalse();
        silence.expect();
        assertThat(isDeadAfter(13)).isFalse();
    }

    @Test
    void whatIsDueAgainIsNoExcuse() {
        silence.expect();
        isDeadAfter(13);
        silence.expect();
        assertThat(silence.isDead()).isTrue();
    }
}
