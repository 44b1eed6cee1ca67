package parley.harness.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions, never without a bound. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(20);

    private Waiting() {}

    /** @throws IOException when it does not come about in time */
    public static void await(String what, Duration patience, BooleanSupplier condition)
            throws IOException, InterruptedException {
        if (!comes(patience, condition)) {
            throw new IOException("waited " + patience.toSeconds() + " s in vain: " + what);
        }
    }

    /** Whether it comes about in time. */
    public static boolean comes(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pass(STEP);
        }
        return true;
    }

    /** Lets that time pass: faults have a length. */
    public static void pass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
