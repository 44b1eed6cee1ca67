package parley.bridge.redis;

import java.time.Duration;
import parley.bridge.chat.Limits;

/**
 * When the user is told that there was no answer. Nothing that was asked for may run on Redis later.
 *
 * @param nanos by {@link System#nanoTime}
 */
record Deadline(long nanos) {
    /** How long Redis may take. */
    static Deadline ofRedis() {
        return in(Limits.REDIS_TIME);
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Nanoseconds, not below zero. */
    long left() {
        return Math.max(0, nanos - System.nanoTime());
    }
}
