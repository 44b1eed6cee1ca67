package parley.bridge.redis.lobby;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes pages of the stored lobby of what Redis answered, on one thread, which is there while somebody reads some: so whoever reads
 * a million messages keeps nothing waiting that comes from Redis meanwhile.
 */
public final class PageThread implements Executor, AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread made = new Thread(task, "redis-pages");
                made.setDaemon(true);
                return made;
            });

    public PageThread() {
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
