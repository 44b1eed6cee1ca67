package parley.bridge.redis.connection;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Deadline;

/**
 * Does what is to be done at a deadline, never before it and up to a tick after it. As it ticks anyway, nobody is woken for what is
 * nearly always cancelled before its time. Safe for all threads; what is due runs on its own thread.
 */
public final class DeadlineTimer implements AutoCloseable {
    /** A tenth of what lies between the time that Redis has and what users are promised. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final HashedWheelTimer wheel =
            new HashedWheelTimer(new DefaultThreadFactory("redis-timer", true), TICK.toMillis(), TimeUnit.MILLISECONDS);

    /** What is to be done; not one of Lettuce's. */
    private static final class Due implements TimerTask {
        /** Null once it was taken back: the wheel keeps this until its next tick, and not what was waited for, which may be much. */
        private volatile @Nullable Runnable work;

        Due(Runnable work) {
            this.work = work;
        }

        @Override
        public void run(Timeout timeout) {
            run();
        }

        void run() {
            Runnable present = work;
            if (present != null) {
                present.run();
            }
        }

        void takeBack() {
            work = null;
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
            Due due = new Due(work);
            Timeout timeout = wheel.newTimeout(due, deadline.left(), TimeUnit.NANOSECONDS);
            return () -> {
                due.takeBack();
                timeout.cancel();
            };
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
                due.run();
            }
        }
    }
}
