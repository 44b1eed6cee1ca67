package parley.bridge.limits;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits what comes from each address: a bucket of tokens an address, whoever of those there takes them. An address whose bucket is
 * full again is forgotten, and so is the one that took nothing for longest where there are more than {@link #ADDRESSES}: then
 * it has a full bucket early, and memory stays bounded. For all threads.
 */
public final class AddressRate {
    static final int ADDRESSES = 16_384;

    /** Looked at with each that is taken, so that the table shrinks when fewer come. */
    private static final int SWEPT = 2;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    /** Who took last comes last. */
    private final Map<ClientAddress, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param perSecond tokens that come to each address in a second; 0 for no limit
     * @param burst tokens that a bucket holds
     * @param nanos a monotonic clock, as {@link System#nanoTime}
     */
    public AddressRate(double perSecond, double burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** Takes so many tokens; false where they are not there, and none is taken. */
    public synchronized boolean take(ClientAddress address, double tokens) {
        if (perSecond == 0) {
            return true;
        }
        long now = nanos.getAsLong();
        TokenBucket bucket = bucket(address, now);
        boolean there = bucket.holds(tokens, now);
        if (there) {
            bucket.take(tokens, now);
        }
        return there;
    }

    /**
     * Takes so many tokens, also where they are not there yet.
     *
     * @return nanoseconds until they would have been there; 0 if they were
     */
    public synchronized long takeAhead(ClientAddress address, double tokens) {
        if (perSecond == 0) {
            return 0;
        }
        long now = nanos.getAsLong();
        return bucket(address, now).takeAhead(tokens, now);
    }

    private TokenBucket bucket(ClientAddress address, long now) {
        sweep(now);
        return buckets.computeIfAbsent(address, unknown -> new TokenBucket(perSecond, burst, now));
    }

    private void sweep(long now) {
        Iterator<TokenBucket> eldest = buckets.values().iterator();
        for (int swept = 0; swept < SWEPT && eldest.hasNext(); swept++) {
            if (eldest.next().isFull(now) || buckets.size() >= ADDRESSES) {
                eldest.remove();
            }
        }
    }

    /** Addresses that are not forgotten. */
    synchronized int size() {
        return buckets.size();
    }
}
