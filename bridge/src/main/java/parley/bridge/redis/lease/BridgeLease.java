package parley.bridge.redis.lease;

import java.util.function.LongSupplier;

/** Wires what a bridge knows of its lease: its timing, the lease itself, Redis's clock, and the fence that a pause closes. */
public record BridgeLease(LeaseTiming timing, Lease lease, RedisClock clock, PauseFence fence) {

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime} */
    public static BridgeLease of(LeaseTiming timing, LongSupplier nanoTime) {
        Lease lease = new Lease(nanoTime, timing);
        return new BridgeLease(timing, lease, new RedisClock(nanoTime), new PauseFence(nanoTime, lease, timing));
    }

    /** Whether names may be delivered to and published for. */
    public boolean runs() {
        return lease.runs();
    }
}
