package parley.bridge.limits;

import java.util.concurrent.TimeUnit;

/**
 * Gives out tokens that come at a rate, and holds as many as a burst takes; it begins full. What asks for more than a burst is given
 * it for a whole burst, as it would never be otherwise. For one thread at a time; times are by {@link System#nanoTime}.
 */
public final class TokenBucket {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double nanosPerToken;
    private final long burst;
    /** When it is full again. */
    private long full;

    /**
     * @param perSecond tokens that come in a second; 0 for no limit
     * @param burst tokens that it holds
     */
    public TokenBucket(double perSecond, double burst, long now) {
        this.nanosPerToken = perSecond == 0 ? 0 : SECOND / perSecond;
        this.burst = (long) (burst * nanosPerToken);
        this.full = now;
    }

    /** Whether so many tokens are there. */
    public boolean holds(double tokens, long now) {
        return fullAfter(tokens, now) - now <= burst;
    }

    /** Takes so many tokens, which must be there. */
    public void take(double tokens, long now) {
        full = fullAfter(tokens, now);
    }

    /**
     * Takes so many tokens also where they are not there yet, at the cost of who comes next.
     *
     * @return nanoseconds until they would have been there; 0 if they were
     */
    public long takeAhead(double tokens, long now) {
        take(tokens, now);
        return Math.max(0, full - now - burst);
    }

    public boolean isFull(long now) {
        return full - now <= 0;
    }

    private long fullAfter(double tokens, long now) {
        return (isFull(now) ? now : full) + Math.min(burst, (long) (tokens * nanosPerToken));
    }
}
