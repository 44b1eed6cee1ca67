package parley.attack.horde;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks for bytes that no server may send: controls but TAB and the line's end, DEL, C1, bidi controls, U+2028 and its kind,
 * noncharacters, and bytes that are in no UTF-8. Looks at each connection's bytes as they come, so a character that two reads share is passed over.
 */
public final class UnsafeBytes {
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int LAST_BIDI = 0x202E;
    private static final int FIRST_ISOLATE = 0x2066;
    private static final int LAST_ISOLATE = 0x2069;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    /** Begins a refusal of telnet's, which goes to whoever asked for an option. */
    private static final int IAC = 0xFF;

    private static final int TELNET_REFUSAL = 3;

    private UnsafeBytes() {}

    /** The first that is found, in words; null where all is well. The buffer stays as it is. */
    public static @Nullable String find(ByteBuffer bytes) {
        // People read a flood on the machine of the server that they look at, and an array is cheaper to look at,
        // compiled quickly.
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return find(copy);
    }

    private static @Nullable String find(byte[] bytes) {
        int end = bytes.length;
        for (int at = 0; at < end; ) {
            int first = bytes[at] & 0xFF;
            if (first >= ' ' && first < 0x7F) {
                at++;
            } else if (first < 0x80) {
                if (isControl(first)) {
                    return "the byte " + first;
                }
                at++;
            } else if (first == IAC) {
                at += TELNET_REFUSAL;
            } else {
                int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
                boolean within = at + length <= end;
                if (within && first >= 0xC2 && isForbidden(codePoint(bytes, at, length))) {
                    return String.format(Locale.ROOT, "U+%04X", codePoint(bytes, at, length));
                }
                if (first > 0xF4 || first == 0xC0 || first == 0xC1) {
                    return "the byte " + first;
                }
                at += length == 2 && first < 0xC0 ? 1 : length;
            }
        }
        return null;
    }

    private static boolean isControl(int octet) {
        boolean ofLines = octet == '\t' || octet == '\r' || octet == '\n';
        return (octet < ' ' && !ofLines) || octet == 0x7F;
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        int value = bytes[at] & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            value = (value << 6) | (bytes[at + i] & 0x3F);
        }
        return value;
    }

    private static boolean isForbidden(int codePoint) {
        return codePoint < 0xA0
                || (codePoint >= LINE_SEPARATOR && codePoint <= LAST_BIDI)
                || (codePoint >= FIRST_ISOLATE && codePoint <= LAST_ISOLATE)
                || codePoint == BYTE_ORDER_MARK
                || (codePoint & 0xFFFE) == 0xFFFE;
    }
}
