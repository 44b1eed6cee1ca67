package parley.bridge.redis.lobby;

import java.util.function.LongSupplier;

/**
 * Tells when a direct client's message was sent, which carries no time: from how long stored messages, which do, have lately been
 * on their way. Microseconds; for one thread at a time.
 */
public final class Transit {
    /** What is heard may have been on its way for so long; for longer where stored messages have been. */
    private static final long USUAL = 20_000;

    private final LongSupplier clock;
    private long newest;

    /** @param clock Redis's, never ahead of it */
    public Transit(LongSupplier clock) {
        this.clock = clock;
    }

    /** A message that was stored at that time is heard now. */
    void heard(long stored) {
        newest = clock.getAsLong() - stored;
    }

    /**
     * When a message that is heard now was sent, or earlier. Never later: a stored message that follows it would have an earlier
     * time than it, and whoever goes on from its time, on another bridge, would miss that one.
     */
    long sent() {
        return clock.getAsLong() - Math.max(USUAL, 2 * newest);
    }
}
