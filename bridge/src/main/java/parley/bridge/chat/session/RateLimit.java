package parley.bridge.chat.session;

import java.util.function.LongSupplier;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.MessageRate;
import parley.bridge.limits.TokenBucket;

/**
 * Counts the messages that a session may send now, and their bytes, which it shares with the others of its address. What is refused
 * is counted nowhere. Used on the session's executor only.
 */
final class RateLimit {
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private final AddressRate addressBytes;
    private final ClientAddress address;
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock, as {@link System#nanoTime} */
    RateLimit(MessageRate rate, AddressRate addressBytes, ClientAddress address, LongSupplier nanos) {
        long now = nanos.getAsLong();
        this.messages = new TokenBucket(rate.messages(), 2.0 * rate.messages(), now);
        this.bytes = new TokenBucket(rate.bytes(), MessageRate.BURST_BYTES, now);
        this.addressBytes = addressBytes;
        this.address = address;
        this.nanos = nanos;
    }

    /** Takes one message of so many bytes off, if it may be sent. */
    boolean take(int size) {
        long now = nanos.getAsLong();
        if (!messages.holds(1, now) || !bytes.holds(size, now) || !addressBytes.take(address, size)) {
            return false;
        }
        messages.take(1, now);
        bytes.take(size, now);
        return true;
    }
}
