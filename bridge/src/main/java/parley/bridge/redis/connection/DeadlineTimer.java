package parley.bridge.redis.connection;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import parley.bridge.limits.Deadline;

/**
 * Does what is to be done at a deadline, never before it and up to a tenth of a second after it. It ticks ten times a second, and so
 * nobody is woken for what is nearly always cancelled before its time. Safe for all threads; what it does runs on its own.
 */
public final class DeadlineTimer implements AutoCloseable {
    private final HashedWheelTimer wheel = new HashedWheelTimer(new DefaultThreadFactory("redis-timer", true));

    /** Not one of Lettuce's. */
    private record Due(Runnable work) implements TimerTask {
        @Override
        public void run(Timeout timeout) {
            work.run();
        }
    }

    /**
     * Does it at that deadline, or at once when this is closed.
     *
     * @param work must not throw, nor block
     * @return takes it back; nothing, where it has been done
     */
    public Runnable at(Deadline deadline, Runnable work) {
        try {
            return wheel.newTimeout(new Due(work), deadline.left(), TimeUnit.NANOSECONDS)::cancel;
        } catch (IllegalStateException closed) {
            work.run();
            return () -> {};
        }
    }

    /** The same wheel, for Lettuce. */
    Timer wheel() {
        return wheel;
    }

    /** Whoever still waits is told now, or never would be. */
    @Override
    public void close() {
        for (Timeout left : wheel.stop()) {
            if (left.task() instanceof Due due) {
                due.run(left);
            }
        }
    }
}
