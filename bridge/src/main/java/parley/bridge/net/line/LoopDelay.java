package parley.bridge.net.line;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import parley.protocol.metric.DurationCounter;

/**
 * Measures how late one event loop gets to what is due, by a task that is due every {@link #PERIOD}. Runs on the loop; what it
 * found is for all threads.
 */
final class LoopDelay {
    private static final Duration PERIOD = Duration.ofMillis(250);
    /** The longest delay is that of this and the last of such spans. */
    private static final long SPAN = Duration.ofSeconds(30).toNanos();

    private final ScheduledExecutorService loop;
    private final DurationCounter delays;
    private long spanBegan = System.nanoTime();
    private volatile long dueAt = spanBegan;
    private volatile long longest;
    private volatile long longestBefore;

    /** @param delays of all loops together */
    LoopDelay(ScheduledExecutorService loop, DurationCounter delays) {
        this.loop = loop;
        this.delays = delays;
    }

    /** Called once; ends with the loop. */
    void start() {
        dueAt = System.nanoTime() + PERIOD.toNanos();
        loop.schedule(this::measure, PERIOD.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void measure() {
        long now = System.nanoTime();
        long delay = Math.max(0, now - dueAt);
        delays.add(delay);
        if (now - spanBegan > SPAN) {
            spanBegan = now;
            longestBefore = longest;
            longest = 0;
        }
        longest = Math.max(longest, delay);
        start();
    }

    /** The longest of half a minute at least, and of a minute at the most; the one that lasts, if there is one. Nanoseconds. */
    long longest() {
        return Math.max(System.nanoTime() - dueAt, Math.max(longest, longestBefore));
    }
}
