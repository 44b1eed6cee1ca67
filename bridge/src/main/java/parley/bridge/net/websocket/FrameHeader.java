package parley.bridge.net.websocket;

/** Takes the header of a client's frame, a byte at a time, one frame's after the other. */
final class FrameHeader {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;

    private static final int SHORT_MOST = 125;
    private static final int TWO_BYTES = 126;
    private static final int TWO_BYTES_MOST = 0xFFFF;

    /** Bytes taken. */
    private int taken;
    /** Bytes before the mask. */
    private int unmasked;

    private int first;
    private int second;
    private long length;
    private int mask;

    /** Takes the next byte (0 to 255); true when the header is whole. */
    boolean accept(int octet) {
        taken++;
        if (taken == 1) {
            first = octet;
        } else if (taken == 2) {
            second = octet;
            length = octet & LENGTH;
            unmasked = 2;
            if (length > SHORT_MOST) {
                unmasked += length == TWO_BYTES ? Short.BYTES : Long.BYTES;
                length = 0;
            }
        } else if (taken <= unmasked) {
            length = (length << Byte.SIZE) | octet;
        } else {
            mask = (mask << Byte.SIZE) | octet;
        }
        boolean whole = taken > 1 && taken == unmasked + (isMasked() ? Integer.BYTES : 0);
        if (whole) {
            taken = 0;
        }
        return whole;
    }

    /** Whether it is as a client has to write it. */
    boolean isWellFormed() {
        int shortest = length <= SHORT_MOST ? 0 : length <= TWO_BYTES_MOST ? Short.BYTES : Long.BYTES;
        boolean minimal = length >= 0 && unmasked == 2 + shortest;
        boolean controlFits = !isControl() || (isFinal() && length <= SHORT_MOST);
        return isMasked() && (first & RESERVED) == 0 && minimal && controlFits;
    }

    private boolean isMasked() {
        return (second & MASKED) != 0;
    }

    boolean isFinal() {
        return (first & FINAL) != 0;
    }

    boolean isControl() {
        return opcode() >= CLOSE;
    }

    int opcode() {
        return first & OPCODE;
    }

    /** Bytes of the payload. */
    long length() {
        return length;
    }

    /** What a byte of the payload means; the mask's first byte is for those at 0, 4, 8. */
    int unmask(int octet, long at) {
        return octet ^ ((mask >>> (Integer.SIZE - Byte.SIZE - Byte.SIZE * (int) (at % Integer.BYTES))) & 0xFF);
    }
}
