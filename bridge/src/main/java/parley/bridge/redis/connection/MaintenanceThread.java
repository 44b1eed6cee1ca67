package parley.bridge.redis.connection;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs on one thread what no session asked for: opening connections, heartbeats, repairs. What is sent from here goes out in the
 * order of asking. A task that fails, by whatever it is, is logged and ends no other.
 */
public final class MaintenanceThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MaintenanceThread.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = Executors.defaultThreadFactory().newThread(task);
        made.setName("redis-maintenance");
        made.setDaemon(true);
        return made;
    });

    public MaintenanceThread() {
        thread.setRemoveOnCancelPolicy(true);
    }

    /** False when it won't run because it is closed. Any thread. */
    public boolean run(Runnable task) {
        return after(Duration.ZERO, task);
    }

    public boolean after(Duration delay, Runnable task) {
        try {
            thread.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Runs the task again and again, the first time after the interval. */
    public void every(Duration interval, Runnable task) {
        thread.scheduleWithFixedDelay(
                () -> guarded(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable broken) {
            // Whatever it was: where this thread's work ended, nothing would ever be repaired again.
            log.error("a repair broke off", broken);
        }
    }

    /** Whether nothing more is begun. Any thread. */
    boolean isClosed() {
        return thread.isShutdown();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
