package parley.bridge.chat.budget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.WhisperLimits;
import parley.protocol.metric.Metric;

/**
 * Keeps what sessions hold of unread whispers within a budget in bytes, of each session, each address and the bridge. For all
 * threads; nobody waits for long, as there is little to do under its lock.
 *
 * <p>The rules:
 *
 * <ol>
 *   <li>Who makes it too much is given room, and whoever holds most has to let go: of an address, the session that holds most; of
 *       the bridge, the one that holds most of the address that holds most. So nobody loses anything who holds less than an equal
 *       part, whatever others do.
 *   <li>A session is told on the thread of whoever made it too much, and lets go on its own thread, soon: what it has to let go
 *       of counts no longer from when it is told.
 *   <li>A share's bytes, told and held are the budget's, under its lock; whoever is told is called without it.
 * </ol>
 */
public final class WhisperBudget {
    private static final List<Share> NOBODY = List.of();

    private final WhisperLimits limits;
    private final Map<ClientAddress, AddressShare> byAddress = new HashMap<>();
    private final Ranking<AddressShare> addresses = new Ranking<>();
    private final LongAdder dropped = new LongAdder();
    private long numbers;

    public WhisperBudget(WhisperLimits limits) {
        this.limits = limits;
    }

    /**
     * Gives a new session a share, which has nothing yet; to be given back by {@link Share#leave}.
     *
     * @param overdrawn has the session look at {@link Share#excess} soon; called on any thread, must not block
     */
    public synchronized Share join(ClientAddress address, Runnable overdrawn) {
        AddressShare shared = byAddress.computeIfAbsent(address, unknown -> new AddressShare(address, numbers++));
        shared.members++;
        return new Share(this, shared, numbers++, overdrawn);
    }

    /** Returns whom to tell that they have to let go of something; not the share itself. */
    synchronized List<Share> add(Share share, long more) {
        share.held += more;
        change(share, more);
        cut(share, share.bytes - limits.sessionBytes());
        List<Share> others = NOBODY;
        for (long excess = excessOfAddress(share); excess > 0; excess = excessOfAddress(share)) {
            others = cutOther(share.address.sessions.first(), excess, share, others);
        }
        for (long excess = excessOfBridge(); excess > 0; excess = excessOfBridge()) {
            others = cutOther(addresses.first().sessions.first(), excess, share, others);
        }
        return others;
    }

    private long excessOfAddress(Share share) {
        return share.address.bytes - limits.addressBytes();
    }

    private long excessOfBridge() {
        return addresses.bytes() - limits.bridgeBytes();
    }

    private List<Share> cutOther(Share largest, long excess, Share adding, List<Share> others) {
        cut(largest, excess);
        if (largest == adding || largest.told) {
            return others;
        }
        largest.told = true;
        List<Share> more = others.isEmpty() ? new ArrayList<>(1) : others;
        more.add(largest);
        return more;
    }

    private void cut(Share share, long excess) {
        if (excess > 0) {
            change(share, -Math.min(excess, share.bytes));
        }
    }

    private void change(Share share, long by) {
        share.address.sessions.change(share, by);
        addresses.change(share.address, by);
    }

    synchronized long excess(Share share) {
        share.told = false;
        return share.held - share.bytes;
    }

    synchronized void release(Share share, long less) {
        share.held -= less;
        cut(share, share.bytes - share.held);
    }

    synchronized void leave(Share share) {
        release(share, share.held);
        if (--share.address.members == 0) {
            byAddress.remove(share.address.address);
        }
    }

    void dropped() {
        dropped.increment();
    }

    /** What all sessions may keep of what they hold, bytes. */
    synchronized long bytes() {
        return addresses.bytes();
    }

    public List<Metric> metrics() {
        return List.of(
                Metric.gauge("whispers_held_bytes", "Memory that unread whispers take", this::bytes),
                Metric.gauge("whispers_budget_bytes", "Memory that unread whispers may take", limits::bridgeBytes),
                Metric.counter("whispers_dropped", "Whispers that went unread to make room", dropped::sum));
    }
}
