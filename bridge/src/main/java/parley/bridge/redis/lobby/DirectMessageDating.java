package parley.bridge.redis.lobby;

import java.util.function.LongSupplier;

/**
 * Gives a direct client's message, which carries none, the time at which it was sent: from how long stored messages, which carry
 * theirs, have lately been on their way. Microseconds; for one thread at a time.
 */
public final class DirectMessageDating {
    /** What arrives may have been on its way for so long; for longer where stored messages have been. */
    private static final long USUAL = 20_000;

    private final LongSupplier clock;
    private long newest;

    /** @param clock Redis's, never ahead of it */
    public DirectMessageDating(LongSupplier clock) {
        this.clock = clock;
    }

    /** Redis's clock, or earlier. */
    long now() {
        return clock.getAsLong();
    }

    /** A message that was stored at that time arrived at this one. */
    void observe(long stored, long arrived) {
        newest = arrived - stored;
    }

    /**
     * When a message that arrives now was sent, or earlier. Never later: a stored message that follows it would have an earlier
     * time than it, and whoever goes on from its time, on another bridge, would miss that one.
     */
    long sent() {
        return clock.getAsLong() - Math.max(USUAL, 2 * newest);
    }
}
