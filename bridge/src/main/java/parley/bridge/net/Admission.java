package parley.bridge.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import parley.bridge.limits.AdmissionLimits;

/** Counts connections against the limits; for all threads. */
final class Admission {
    private final AdmissionLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean closing;
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    Admission(AdmissionLimits limits) {
        this.limits = limits;
    }

    /** Lets a connection in, or not; one that was let in is to be given back by {@link #left}. */
    boolean admit(InetAddress address) {
        if (open.incrementAndGet() > limits.sessions()) {
            open.decrementAndGet();
            return false;
        }
        int fromThere = byAddress.merge(address, 1, Integer::sum);
        if (limits.perAddress() > 0 && fromThere > limits.perAddress()) {
            left(address);
            return false;
        }
        return true;
    }

    /** Completes when nobody is left, after the last has been let in. */
    CompletionStage<Void> closed() {
        closing = true;
        if (open.get() == 0) {
            empty.complete(null);
        }
        return empty;
    }

    void left(InetAddress address) {
        if (open.decrementAndGet() == 0 && closing) {
            empty.complete(null);
        }
        byAddress.computeIfPresent(address, (known, count) -> count > 1 ? count - 1 : null);
    }
}
