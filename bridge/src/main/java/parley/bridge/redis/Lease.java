package parley.bridge.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * This bridge's hold on its names, by its own monotonic clock. A bridge that was paused for longer than its lease finds it run out
 * before anything else: others may have taken its names, so it neither delivers nor publishes until the lease is confirmed.
 */
final class Lease {
    /** On Redis. A dead bridge's names are free after this time and a heartbeat of another, which must be less than 15 s. */
    static final Duration LENGTH = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private volatile boolean confirmed;
    private volatile long end;

    Lease(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean runs() {
        return confirmed && nanoTime.getAsLong() - end < 0;
    }

    /** The lease was renewed on Redis by what was sent at that moment, and every name is known to be ours or lost. */
    void confirm(long askedAt) {
        end = askedAt + LENGTH.toNanos();
        confirmed = true;
    }
}
