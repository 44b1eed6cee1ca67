package parley.bridge.redis.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;

/**
 * Closes after a pause of this process in which the lease ran out, from the first moment on, until the lease is confirmed. A lease that
 * runs out while the process is awake, since Redis is away, closes nothing.
 *
 * <ol>
 *   <li>The process was awake as long as {@link #tick} comes often. Whoever finds the last one too long ago ticks itself before it
 *       goes on, so the first to wake up closes the fence, whoever it is.
 *   <li>A tick closes the fence before it says that it has been; who asks reads these two in the other order.
 * </ol>
 */
public final class PauseFence implements Fence {
    private final LongSupplier nanoTime;
    private final Lease lease;
    private final long pause;
    private volatile long ticked;
    private volatile boolean closed;
    private @Nullable CompletableFuture<Void> opening;

    /** @param timing after a heartbeat's time without a tick it was a pause */
    public PauseFence(LongSupplier nanoTime, Lease lease, LeaseTiming timing) {
        this.nanoTime = nanoTime;
        this.lease = lease;
        this.pause = timing.heartbeat().toNanos();
        this.ticked = nanoTime.getAsLong();
    }

    /** This process is awake; to be called much more often than there are heartbeats. */
    public synchronized void tick() {
        long now = nanoTime.getAsLong();
        if (now - ticked > pause && lease.ranOutBetween(ticked, now)) {
            closed = true;
        }
        ticked = now;
    }

    /** The lease was confirmed, and what was lost is told. */
    public void confirmed() {
        CompletableFuture<Void> told;
        synchronized (this) {
            tick();
            if (!lease.runs()) {
                return;
            }
            closed = false;
            told = opening;
            opening = null;
        }
        if (told != null) {
            told.complete(null);
        }
    }

    @Override
    public boolean isOpen() {
        long last = ticked;
        if (nanoTime.getAsLong() - last > pause) {
            tick();
        }
        return !closed;
    }

    /** All who wait share one future, and its time. */
    @Override
    public synchronized CompletionStage<?> opened() {
        if (isOpen()) {
            return CompletableFuture.completedFuture(true);
        }
        if (opening == null || opening.isDone()) {
            opening = new CompletableFuture<Void>().orTimeout(Deadline.ofRedis().left(), TimeUnit.NANOSECONDS);
        }
        return UnavailableException.forAnyFailure(opening);
    }
}
