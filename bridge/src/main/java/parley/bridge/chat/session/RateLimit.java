package parley.bridge.chat.session;

import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.MessageRate;
import parley.bridge.limits.TokenBucket;

/**
 * Counts the messages that a session may send now, and their bytes, which it shares with the others of its address. What is refused
 * is counted nowhere. Used on the session's executor only.
 */
final class RateLimit {
    private final Supplier<Rates> inForce;
    private final ClientAddress address;
    private final LongSupplier nanos;
    private Rates rates;
    private TokenBucket messages;
    private TokenBucket bytes;

    /**
     * @param inForce asked with each message; where it has changed, all begins anew
     * @param nanos a monotonic clock, as {@link System#nanoTime}
     */
    RateLimit(Supplier<Rates> inForce, ClientAddress address, LongSupplier nanos) {
        this.inForce = inForce;
        this.address = address;
        this.nanos = nanos;
        this.rates = inForce.get();
        long now = nanos.getAsLong();
        this.messages = messages(rates.rate(), now);
        this.bytes = bytes(rates.rate(), now);
    }

    private static TokenBucket messages(MessageRate rate, long now) {
        return new TokenBucket(rate.messages(), 2.0 * rate.messages(), now);
    }

    private static TokenBucket bytes(MessageRate rate, long now) {
        return new TokenBucket(rate.bytes(), MessageRate.BURST_BYTES, now);
    }

    private void follow(long now) {
        Rates present = inForce.get();
        if (!Objects.equals(present, rates)) {
            rates = present;
            messages = messages(rates.rate(), now);
            bytes = bytes(rates.rate(), now);
        }
    }

    /** Takes one message of so many bytes off, if it may be sent. */
    boolean take(int size) {
        long now = nanos.getAsLong();
        follow(now);
        if (!messages.holds(1, now)
                || !bytes.holds(size, now)
                || !rates.addressBytes().take(address, size)) {
            return false;
        }
        messages.take(1, now);
        bytes.take(size, now);
        return true;
    }
}
