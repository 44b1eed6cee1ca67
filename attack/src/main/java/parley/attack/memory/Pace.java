package parley.attack.memory;

import java.io.IOException;
import java.time.Duration;
import parley.attack.horde.Horde;

/** Has something done ten times a second: as often as a session may send a message. */
final class Pace {
    private static final Duration STEP = Duration.ofMillis(100);

    private Pace() {}

    /** One step, by its number. */
    interface Step {
        void run(int number) throws IOException;
    }

    static void keep(Horde horde, Duration time, Step step) throws IOException {
        long begun = System.nanoTime();
        for (int number = 0; System.nanoTime() - begun < time.toNanos(); number++) {
            long due = begun + number * STEP.toNanos();
            horde.until(() -> System.nanoTime() >= due, STEP.multipliedBy(2));
            step.run(number);
        }
    }
}
