package parley.conformance.suite;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param failure where the outcome is {@link Outcome#FAIL}
 * @param reason where it is {@link Outcome#SKIP}; else empty
 */
public record Result(
        Case tried,
        Outcome outcome,
        Duration time,
        @Nullable Failure failure,
        String reason) {
    /** How it ended. */
    public enum Outcome {
        OK("ok"),
        FAIL("FAIL"),
        SKIP("skip");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
