package parley.bridge.net.admission;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.ClientAddress;
import parley.protocol.ErrorCode;

/** Counts connections against the limits, whatever door they come to; for all threads. */
public final class Admission {
    private static final double SECONDS_A_MINUTE = 60;

    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private final Map<ClientAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private volatile Rules rules;
    private volatile boolean closing;

    /** What holds now: the limits, and who has connected how often under them. */
    private record Rules(AdmissionLimits limits, AddressRate connections) {
        Rules(AdmissionLimits limits, LongSupplier nanos) {
            this(limits, new AddressRate(limits.connectRate() / SECONDS_A_MINUTE, limits.connectRate(), nanos));
        }
    }

    /** @param nanos a monotonic clock, as {@link System#nanoTime} */
    public Admission(AdmissionLimits limits, LongSupplier nanos) {
        this.nanos = nanos;
        this.rules = new Rules(limits, nanos);
    }

    /** Other limits from now on; whoever is in stays. */
    public void limits(AdmissionLimits others) {
        if (!others.equals(rules.limits())) {
            rules = new Rules(others, nanos);
        }
    }

    /** Null where a connection is let in, which is to be given back by {@link #left} then; else why it isn't. */
    public @Nullable ErrorCode admit(ClientAddress address) {
        if (!comesInTime(address)) {
            return ErrorCode.RATE_LIMITED;
        }
        if (!reserve()) {
            return ErrorCode.FULL;
        }
        ErrorCode reason = count(address);
        if (reason != null) {
            giveBack();
        }
        return reason;
    }

    /** Whether there is a place for a connection of which it is not known yet whose it is; {@link #giveBack} gives it back. */
    public boolean reserve() {
        if (open.incrementAndGet() > rules.limits().sessions()) {
            giveBack();
            return false;
        }
        return true;
    }

    /** As {@link #admit} for one that has its place, and keeps it; {@link #leftAddress} gives back what is counted here. */
    public @Nullable ErrorCode admitReserved(ClientAddress address) {
        return comesInTime(address) ? count(address) : ErrorCode.RATE_LIMITED;
    }

    private boolean comesInTime(ClientAddress address) {
        return rules.connections().take(address, 1);
    }

    private @Nullable ErrorCode count(ClientAddress address) {
        int most = rules.limits().perAddress();
        if (byAddress.merge(address, 1, Integer::sum) > most && most > 0) {
            leftAddress(address);
            return ErrorCode.FULL;
        }
        return null;
    }

    /** Completes when nobody is left, after the last has been let in. */
    public CompletionStage<Void> closed() {
        closing = true;
        if (open.get() == 0) {
            empty.complete(null);
        }
        return empty;
    }

    /** Gives back what {@link #admit} took. */
    public void left(ClientAddress address) {
        leftAddress(address);
        giveBack();
    }

    public void leftAddress(ClientAddress address) {
        byAddress.computeIfPresent(address, (known, count) -> count > 1 ? count - 1 : null);
    }

    /** Gives a place back. */
    public void giveBack() {
        if (open.decrementAndGet() == 0 && closing) {
            empty.complete(null);
        }
    }
}
