package parley.bridge.redis.connection;

import java.time.Duration;
import parley.bridge.limits.Limits;

/**
 * Finds out that Redis stands still: a question has had the time that Redis may take, and nothing at all has come since it was
 * asked. From then on whoever asks is refused at once, where each would wait out its own time else, and who asked several things in a row the
 * sum of them; until something comes. Safe for all threads.
 */
public final class StallDetector {
    /** Some questions are given up a little earlier than others; those that had much less time show nothing. */
    private static final long PATIENCE =
            Limits.REDIS_TIME.minus(Duration.ofMillis(200)).toNanos();

    private long answeredAt = System.nanoTime();
    private volatile boolean stalled;

    public boolean isStalled() {
        return stalled;
    }

    /** Something has come. */
    public synchronized void answered() {
        answeredAt = System.nanoTime();
        stalled = false;
    }

    /** What was asked at that moment, by {@link System#nanoTime}, is given up. */
    public synchronized void timedOut(long askedAt) {
        stalled |= askedAt - answeredAt > 0 && System.nanoTime() - askedAt >= PATIENCE;
    }
}
