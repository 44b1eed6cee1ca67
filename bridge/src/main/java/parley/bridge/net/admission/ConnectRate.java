package parley.bridge.net.admission;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import parley.bridge.limits.ClientAddress;

/**
 * Limits how often each address connects: a bucket of tokens an address, which fills up in a minute. An address whose bucket is full
 * again is forgotten, and so is that which has been away longest where there are more than {@link #ADDRESSES}: then it has a
 * full bucket early, and memory stays bounded. For all threads.
 */
final class ConnectRate {
    static final int ADDRESSES = 16_384;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** Looked at with each connection, so that the table shrinks when fewer come. */
    private static final int SWEPT = 2;

    private final LongSupplier nanos;
    /** When the bucket of each is full again; who connected last comes last. */
    private final Map<ClientAddress, Long> fullAgain = new LinkedHashMap<>(16, 0.75f, true);

    /** @param nanos a monotonic clock, as {@link System#nanoTime} */
    ConnectRate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Takes a token; false where there is none.
     *
     * @param perMinute tokens that come in a minute, and fit into a bucket; at least 1
     */
    synchronized boolean take(ClientAddress address, int perMinute) {
        long now = nanos.getAsLong();
        sweep(now);
        Long known = fullAgain.get(address);
        long later = (known == null || known - now < 0 ? now : known) + MINUTE / perMinute;
        if (later - now > MINUTE) {
            return false;
        }
        fullAgain.put(address, later);
        return true;
    }

    private void sweep(long now) {
        Iterator<Long> eldest = fullAgain.values().iterator();
        for (int swept = 0; swept < SWEPT && eldest.hasNext(); swept++) {
            if (eldest.next() - now <= 0 || fullAgain.size() >= ADDRESSES) {
                eldest.remove();
            }
        }
    }

    /** Addresses that are not forgotten. */
    synchronized int size() {
        return fullAgain.size();
    }
}
