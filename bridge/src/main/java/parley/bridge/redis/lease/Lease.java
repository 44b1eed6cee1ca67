package parley.bridge.redis.lease;

import java.util.function.LongSupplier;

/**
 * Tells whether this bridge still holds its names, by its own monotonic clock. A bridge that was paused for longer than its lease finds it run out
 * before anything else: others may have taken its names, so it neither delivers nor publishes until the lease is confirmed. Safe for
 * all threads.
 */
public final class Lease {
    private final LongSupplier nanoTime;
    private final long length;
    private volatile boolean confirmed;
    private volatile long end;

    public Lease(LongSupplier nanoTime, LeaseTiming timing) {
        this.nanoTime = nanoTime;
        this.length = timing.lease().toNanos();
    }

    public boolean runs() {
        return confirmed && nanoTime.getAsLong() - end < 0;
    }

    /** Whether it was confirmed once and ran out after the one moment, and not after the other. */
    boolean ranOutBetween(long from, long to) {
        long ended = end;
        return confirmed && ended - from > 0 && to - ended >= 0;
    }

    /** The lease was renewed on Redis by what was sent at that moment, and every name is known to be ours or lost. */
    public void confirm(long askedAt) {
        end = askedAt + length;
        confirmed = true;
    }
}
