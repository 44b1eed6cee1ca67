package parley.bridge.redis.names;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import parley.bridge.redis.lease.Lease;

/** Puts the nicknames on Redis right after each heartbeat: this bridge's are confirmed, and dead bridges' freed. */
public final class NameUpkeep {
    /** Heartbeats between looks for names that were taken out of users where others were put in. */
    private static final int BETWEEN_LOOKS = 2;

    private final HeldNames names;
    private final Reaper reaper;
    private final Lease lease;
    /** Counts the heartbeats that found the lease running. */
    private final AtomicInteger beats = new AtomicInteger();

    /** The latest look. */
    private volatile CompletableFuture<Void> look = CompletableFuture.completedFuture(null);

    /** Whether no name may have been lost unnoticed; not so from a lease that had run out until all names are confirmed. */
    private volatile boolean namesCertain;

    public NameUpkeep(HeldNames names, Reaper reaper, Lease lease) {
        this.names = names;
        this.reaper = reaper;
        this.lease = lease;
    }

    /**
     * Confirms this bridge's names as far as that is needed; completes when the lease may be confirmed too.
     *
     * @param leaseRan whether the heartbeat found the lease running on Redis
     * @param missing whether names of bridges are missing among those online
     */
    public CompletableFuture<Void> confirm(boolean leaseRan, boolean missing) {
        if (!leaseRan) {
            namesCertain = false;
        }
        if (!namesCertain) {
            return names.confirmAll().thenRun(() -> namesCertain = true);
        }
        if (lease.runs()) {
            if (missing) {
                names.confirmAll();
            } else if (beats.incrementAndGet() % BETWEEN_LOOKS == 0 && look.isDone()) {
                look = names.confirmMissing();
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    /** @param dead bridges whose leases have run out */
    public void reap(List<String> dead) {
        reaper.reap(dead);
    }
}
