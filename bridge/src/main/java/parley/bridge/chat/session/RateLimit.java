package parley.bridge.chat.session;

import java.util.function.LongSupplier;

/**
 * Counts the messages that a session may send now: refilled at a rate, holding a burst of twice the rate. Used on the session's executor
 * only.
 */
final class RateLimit {
    private static final double NANOS = 1e9;

    private final int rate;
    private final LongSupplier nanos;
    private double left;
    private long filled;

    /** @param rate messages a second; 0 for no limit */
    RateLimit(int rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
        this.left = 2.0 * rate;
        this.filled = nanos.getAsLong();
    }

    /** Takes one message off, if there is one. */
    boolean take() {
        if (rate == 0) {
            return true;
        }
        long now = nanos.getAsLong();
        left = Math.min(2.0 * rate, left + (now - filled) / NANOS * rate);
        filled = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
