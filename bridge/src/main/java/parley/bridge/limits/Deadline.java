package parley.bridge.limits;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Says when a user is told that there was no answer. It is made when a command begins and goes with it through the ports: nothing
 * that was asked for may run on Redis later.
 *
 * @param nanos by {@link System#nanoTime}
 */
public record Deadline(long nanos) {
    /** What Redis may take for all that one command asks of it, see {@link Limits#REDIS_TIME}. */
    public static Deadline ofRedis() {
        return in(Limits.REDIS_TIME);
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Nanoseconds until then, not below zero. */
    public long left() {
        return Math.max(0, nanos - System.nanoTime());
    }

    /** Another stage of the same answer, which fails with {@link java.util.concurrent.TimeoutException} where it is not there by then. */
    public <T> CompletableFuture<T> bound(CompletionStage<T> answer) {
        return answer.toCompletableFuture().copy().orTimeout(left(), TimeUnit.NANOSECONDS);
    }
}
