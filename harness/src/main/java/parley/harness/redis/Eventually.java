package parley.harness.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import parley.harness.process.Waiting;

/** Waits for what servers do on their own. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What servers are told takes a second or two, and is given up after five or so where the machine is too slow for it. */
    private static final Duration TELL_AGAIN = Duration.ofSeconds(10);

    private Eventually() {}

    /**
     * Waits until it is so. That a server can't be asked yet is not.
     *
     * @throws UncheckedIOException where it takes too long
     */
    static void await(String what, BooleanSupplier condition) {
        try {
            Waiting.await(what, PATIENCE, () -> isSo(condition));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Has it done, and waits until it is; tells it again where that was refused, or given up.
     *
     * @param tell whether it was taken
     * @throws UncheckedIOException where it takes too long
     */
    static void bringAbout(String what, BooleanSupplier tell, BooleanSupplier condition) {
        AtomicLong due = new AtomicLong(System.nanoTime());
        await(what, () -> {
            if (isSo(condition)) {
                return true;
            }
            if (System.nanoTime() - due.get() >= 0 && isSo(tell)) {
                due.set(System.nanoTime() + TELL_AGAIN.toNanos());
            }
            return false;
        });
    }

    static boolean isSo(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
