package parley.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.app.log.KindLimiter.Kind;
import parley.app.log.KindLimiter.Limited;

class KindLimiterTest {

    private static final Kind LOST = new Kind("parley.Door", Level.WARN, "lost {}");
    private static final Kind FOUND = new Kind("parley.Door", Level.WARN, "found {}");
    private static final long WINDOW = KindLimiter.WINDOW.toNanos();

    private final KindLimiter limiter = new KindLimiter();

    @Test
    void letsSomeOfAKindThroughAndCountsTheRest() {
        assertThat(allowed(LOST, 1_224, 0)).isEqualTo(KindLimiter.BURST);
        assertThat(limiter.over(WINDOW - 1)).isEmpty();
        assertThat(limiter.over(WINDOW)).containsExactly(new Limited(LOST, 1_204));
        assertThat(limiter.over(WINDOW)).isEmpty();
    }

    @Test
    void limitsNoKindBecauseOfAnother() {
        allowed(LOST, 1_000, 0);
        assertThat(limiter.allows(FOUND, 0)).isTrue();
        assertThat(limiter.allows(new Kind("parley.Other", Level.WARN, "lost {}"), 0))
                .isTrue();
        assertThat(limiter.allows(new Kind("parley.Door", Level.ERROR, "lost {}"), 0))
                .isTrue();
    }

    @Test
    void letsThroughAgainInTheNextWindow() {
        allowed(LOST, 1_000, 0);
        limiter.over(WINDOW);
        assertThat(allowed(LOST, 1_000, WINDOW)).isEqualTo(KindLimiter.BURST);
    }

    @Test
    void saysNothingOfAKindThatWasNotLimited() {
        allowed(LOST, KindLimiter.BURST, 0);
        assertThat(limiter.over(WINDOW)).isEmpty();
    }

    @Test
    void holdsNoMoreKindsThanItMay() {
        long allowed = IntStream.range(0, 100_000)
                .filter(number -> limiter.allows(new Kind("parley", Level.INFO, "kind " + number), 0))
                .count();
        assertThat(allowed).isEqualTo(KindLimiter.MOST_KINDS + KindLimiter.BURST);
        assertThat(limiter.over(WINDOW))
                .singleElement()
                .extracting(Limited::events)
                .isEqualTo(100_000L - KindLimiter.MOST_KINDS - KindLimiter.BURST);
    }

    private long allowed(Kind kind, int times, long nanos) {
        return IntStream.range(0, times)
                .filter(time -> limiter.allows(kind, nanos))
                .count();
    }
}
