package parley.redis.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what servers do on their own. */
final class Waiting {
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Something that may be so by now; that a server can't be asked yet is not. */
    interface Condition {
        boolean holds() throws IOException;
    }

    private Waiting() {}

    static void until(int seconds, String what, Condition condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Exception why = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException | UncheckedIOException notYet) {
                why = notYet;
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
        throw new IllegalStateException("not within " + seconds + " s: " + what, why);
    }
}
