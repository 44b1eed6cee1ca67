package parley.bridge.chat.ban;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Covers one IP address, or all that share its first bits. Two ranges are equal where they cover the same. An IPv4 address is kept
 * as the IPv6 address that it is mapped to, and equals that; but no other range of IPv6 has addresses of IPv4 in it.
 *
 * @param high the first 64 bits
 * @param low the others
 * @param prefix how many bits are shared, of 128; the rest are 0
 */
public record AddressRange(long high, long low, int prefix) {
    private static final int BITS = 128;
    private static final int GROUPS = 8;
    /** Where an IPv4 address begins within what it is mapped to. */
    private static final int MAPPED = 96;

    private static final long MAPPED_LOW = 0xFFFF_0000_0000L;

    public AddressRange {
        high &= mask(prefix);
        low &= mask(prefix - 64);
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : -1L << Math.max(0, 64 - bits);
    }

    /** An address, or with {@code /<bits>} behind it a range, as people write them; what is behind those bits doesn't count. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean four = address.indexOf(':') < 0;
        int bits = four ? BITS - MAPPED : BITS;
        int prefix = slash < 0 ? bits : number(text.substring(slash + 1), 10, 3, bits);
        List<Integer> groups = four ? dotted(address) : groups(address);
        if (prefix < 0 || groups.isEmpty()) {
            return Optional.empty();
        }
        long high = 0;
        long low = four ? MAPPED_LOW >>> 32 : 0;
        for (int at = 0; at < groups.size(); at++) {
            if (!four && at < GROUPS / 2) {
                high = high << 16 | groups.get(at);
            } else {
                low = low << 16 | groups.get(at);
            }
        }
        return Optional.of(new AddressRange(high, low, four ? MAPPED + prefix : prefix));
    }

    /**
     * One address.
     *
     * @param octets 4 or 16 of them, as they are on the wire
     */
    public static AddressRange of(byte[] octets) {
        boolean four = octets.length < BITS / Byte.SIZE;
        long high = 0;
        long low = four ? MAPPED_LOW >>> 32 : 0;
        for (int at = 0; at < octets.length; at++) {
            if (!four && at < Long.BYTES) {
                high = high << Byte.SIZE | (octets[at] & 0xFF);
            } else {
                low = low << Byte.SIZE | (octets[at] & 0xFF);
            }
        }
        return new AddressRange(high, low, BITS);
    }

    /** The eight groups, or none where it is no address. */
    private static List<Integer> groups(String address) {
        int gap = address.indexOf("::");
        List<Integer> head = new ArrayList<>();
        List<Integer> tail = new ArrayList<>();
        boolean well = gap < 0
                ? read(address, true, head)
                : read(address.substring(0, gap), false, head) && read(address.substring(gap + 2), true, tail);
        int missing = GROUPS - head.size() - tail.size();
        if (!well || (gap < 0 ? missing != 0 : missing < 1)) {
            return List.of();
        }
        for (int zero = 0; zero < missing; zero++) {
            head.add(0);
        }
        head.addAll(tail);
        return head;
    }

    private static boolean read(String part, boolean last, List<Integer> into) {
        if (part.isEmpty()) {
            return true;
        }
        String[] words = part.split(":", -1);
        for (int at = 0; at < words.length; at++) {
            if (last && at == words.length - 1 && words[at].indexOf('.') >= 0) {
                List<Integer> four = dotted(words[at]);
                into.addAll(four);
                return !four.isEmpty();
            }
            int group = number(words[at], 16, 4, 0xFFFF);
            if (group < 0) {
                return false;
            }
            into.add(group);
        }
        return true;
    }

    /** An IPv4 address as two groups, or none. */
    private static List<Integer> dotted(String address) {
        String[] words = address.split("\\.", -1);
        int value = 0;
        for (String word : words) {
            int octet = word.length() > 1 && word.charAt(0) == '0' ? -1 : number(word, 10, 3, 255);
            if (words.length != 4 || octet < 0) {
                return List.of();
            }
            value = value << 8 | octet;
        }
        return List.of(value >>> 16, value & 0xFFFF);
    }

    /** -1 where it is no such number. */
    private static int number(String digits, int radix, int length, int max) {
        boolean plain = digits.chars().allMatch(digit -> digit < 128 && Character.digit(digit, radix) >= 0);
        if (digits.isEmpty() || digits.length() > length || !plain) {
            return -1;
        }
        int number = Integer.parseInt(digits, radix);
        return number <= max ? number : -1;
    }

    private boolean isFour() {
        return prefix >= MAPPED && high == 0 && low >>> 32 == MAPPED_LOW >>> 32;
    }

    /** Whether all the other's addresses are in it. */
    public boolean contains(AddressRange other) {
        return prefix <= other.prefix && isFour() == other.isFour() && equals(other.widened(prefix));
    }

    /** The range of that many bits that it is in. */
    private AddressRange widened(int bits) {
        return new AddressRange(high, low, bits);
    }

    /** As people write it: IPv4 with dots, IPv6 in its shortest form; the bits where they are not all. */
    @Override
    public String toString() {
        String address = isFour() ? dotted() : shortest();
        return prefix == BITS ? address : address + "/" + (isFour() ? prefix - MAPPED : prefix);
    }

    private String dotted() {
        return (low >>> 24 & 0xFF) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF);
    }

    private String shortest() {
        int from = 0;
        int longest = 1;
        for (int at = 0; at < GROUPS; at++) {
            int zeros = 0;
            while (at + zeros < GROUPS && group(at + zeros) == 0) {
                zeros++;
            }
            if (zeros > longest) {
                from = at;
                longest = zeros;
            }
        }
        return longest == 1 ? groups(0, GROUPS) : groups(0, from) + "::" + groups(from + longest, GROUPS);
    }

    private String groups(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < to; at++) {
            text.append(at > from ? ":" : "").append(Long.toHexString(group(at)));
        }
        return text.toString();
    }

    private long group(int at) {
        return ((at < 4 ? high : low) >>> (48 - at % 4 * 16)) & 0xFFFF;
    }
}
