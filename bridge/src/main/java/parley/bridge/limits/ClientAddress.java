package parley.bridge.limits;

import org.jspecify.annotations.Nullable;

/**
 * Is one address as limits count it: an IPv4 address, also where it is mapped into IPv6, or the /64 of an IPv6 one, which is what one
 * customer commonly has.
 *
 * @param high the first 64 bits
 * @param low the others, which an IPv4 address alone has
 */
public record ClientAddress(long high, long low) {
    private static final int FOUR = 4;
    /** The first 12 of the 16 octets of an IPv4 address that is mapped into IPv6. */
    private static final long MAPPED = 0xFFFFL;

    /** @param octets 4 or 16 of them, as they are on the wire */
    public static ClientAddress of(byte[] octets) {
        if (octets.length == FOUR) {
            return four(number(octets, 0, FOUR));
        }
        long high = number(octets, 0, Long.BYTES);
        long low = number(octets, Long.BYTES, Long.BYTES);
        return high == 0 && low >>> Integer.SIZE == MAPPED ? four(low & 0xFFFF_FFFFL) : new ClientAddress(high, 0);
    }

    /** Written out, as it is asked several times a message: those that records have by themselves take longer. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientAddress address && high == address.high && low == address.low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    private static ClientAddress four(long address) {
        return new ClientAddress(0, (MAPPED << Integer.SIZE) | address);
    }

    private static long number(byte[] octets, int from, int length) {
        long number = 0;
        for (int at = from; at < from + length; at++) {
            number = (number << Byte.SIZE) | (octets[at] & 0xFF);
        }
        return number;
    }
}
