package parley.bridge.redis.lease;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Estimates Redis's clock from below: it has always run at least as far as this says. So what must not run on Redis after a
 * moment here is given that moment by this clock as its deadline. Safe for all threads.
 */
public final class RedisClock {
    /** So many samples count; the one that was quickest to come is the best. */
    private static final int SAMPLES = 4;

    private final LongSupplier nanoTime;
    private final long[] offsets = new long[SAMPLES];
    private int next;
    private volatile long offset = Long.MIN_VALUE;

    public RedisClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        Arrays.fill(offsets, Long.MIN_VALUE);
    }

    /**
     * Takes a reading of Redis's clock that has just arrived.
     *
     * @param askedAt when it was asked for, by {@code nanoTime}
     */
    public synchronized void sample(long micros, long askedAt) {
        if (offset != Long.MIN_VALUE && micros < micros(askedAt)) {
            // Its clock was set back: what was known before is wrong.
            Arrays.fill(offsets, Long.MIN_VALUE);
        }
        offsets[next] = micros - nanoTime.getAsLong() / 1_000;
        next = (next + 1) % SAMPLES;
        offset = Arrays.stream(offsets).max().getAsLong();
    }

    /** Whether it was read yet. */
    public boolean isKnown() {
        return offset != Long.MIN_VALUE;
    }

    /** The least that Redis's clock shows at that moment, microseconds. */
    public long micros(long nanoTime) {
        return nanoTime / 1_000 + offset;
    }
}
