package parley.harness.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import parley.harness.process.Waiting;

/** Waits for what servers do on their own. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    static boolean isSo(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
