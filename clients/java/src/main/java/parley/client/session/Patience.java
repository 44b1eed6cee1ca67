package parley.client.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Knows how long has been waited: for an answer, and for any word of the server's. Time in which nothing is read, as the application
 * has enough, does not count. For all threads.
 */
final class Patience {
    /** How often it is looked at while an answer may be missing. */
    private static final int LOOKS = 10;

    private final Duration timeout;
    private final Duration silence;
    private long since = System.nanoTime();
    private long heard = System.nanoTime();
    private boolean suspended;
    private boolean asks;

    Patience(Duration timeout, Duration silence) {
        this.timeout = timeout;
        this.silence = silence;
    }

    /** Runs it then, on a thread of Java's that must not be held up. */
    static void later(Duration time, Runnable work) {
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(work);
    }

    Duration step() {
        Duration shorter = timeout.compareTo(silence) < 0 ? timeout : silence;
        return shorter.dividedBy(LOOKS);
    }

    /** An answer, or a part of it, came, or one is due from now on. */
    synchronized void renew() {
        since = System.nanoTime();
    }

    /** Something came. */
    synchronized void heard() {
        heard = System.nanoTime();
    }

    synchronized void askWhenSilent() {
        asks = true;
        heard();
    }

    synchronized void suspend() {
        suspended = true;
    }

    /** @param waited whether there was no room for a while: then all begins afresh */
    synchronized void resume(boolean waited) {
        suspended = false;
        if (waited) {
            renew();
            heard();
        }
    }

    synchronized boolean isOver() {
        return !suspended && System.nanoTime() - since > timeout.toNanos();
    }

    synchronized boolean isSilent() {
        return asks && !suspended && System.nanoTime() - heard > silence.toNanos();
    }

    @Override
    public String toString() {
        return timeout.toMillis() / 1_000.0 + " s";
    }
}
