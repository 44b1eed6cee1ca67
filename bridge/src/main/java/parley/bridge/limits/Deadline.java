package parley.bridge.limits;

import java.time.Duration;

/**
 * When the user is told that there was no answer. Nothing that was asked for may run on Redis later.
 *
 * @param nanos by {@link System#nanoTime}
 */
public record Deadline(long nanos) {
    /** How long Redis may take. */
    public static Deadline ofRedis() {
        return in(Limits.REDIS_TIME);
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Nanoseconds, not below zero. */
    public long left() {
        return Math.max(0, nanos - System.nanoTime());
    }
}
