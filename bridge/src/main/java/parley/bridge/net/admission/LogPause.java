package parley.bridge.net.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says whether what strangers can cause as often as they like may be logged again: once a minute. For all threads. */
public final class LogPause {
    private static final long NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong last = new AtomicLong(System.nanoTime() - NANOS);

    /** Whether a minute has passed since this last said so. */
    public boolean isOver() {
        long now = System.nanoTime();
        long before = last.get();
        return now - before >= NANOS && last.compareAndSet(before, now);
    }
}
