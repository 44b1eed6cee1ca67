package parley.bridge.redis.connection;

import io.netty.buffer.ByteBuf;

/** Finds where a value of RESP2 ends, without reading it; values may stand in one another as deep as they like. */
final class RespValue {
    /** The value is not all there. */
    static final int INCOMPLETE = -1;
    /** It is none of RESP2. */
    static final int UNKNOWN = -2;

    /** No header line of a length or a count is longer. */
    private static final int MOST_DIGITS = 20;

    private final ByteBuf bytes;
    private int at;

    private RespValue(ByteBuf bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Returns the index behind the value that begins there; or {@link #INCOMPLETE}, or {@link #UNKNOWN}. */
    static int end(ByteBuf bytes, int from) {
        return new RespValue(bytes, from).end();
    }

    /**
     * Reads the decimal number whose digits begin there, up to the CR behind it; negative for anything else.
     *
     * @return {@link #INCOMPLETE} where the line's end is not there; {@link #UNKNOWN} where it is no number from 0 on that fits
     */
    static int number(ByteBuf bytes, int from, int lineFeed) {
        if (lineFeed < 0) {
            return bytes.writerIndex() - from > MOST_DIGITS ? UNKNOWN : INCOMPLETE;
        }
        long number = 0;
        int end = lineFeed - 1;
        boolean padded = end - from > 1 && bytes.getByte(from) == '0';
        if (end <= from || padded || end - from > MOST_DIGITS / 2 || bytes.getByte(end) != '\r') {
            return UNKNOWN;
        }
        for (int at = from; at < end; at++) {
            int digit = bytes.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                return UNKNOWN;
            }
            number = 10 * number + digit;
        }
        return number <= Integer.MAX_VALUE ? (int) number : UNKNOWN;
    }

    /** The index of the line feed from there on; negative where there is none. */
    static int lineFeed(ByteBuf bytes, int from) {
        return bytes.indexOf(from, bytes.writerIndex(), (byte) '\n');
    }

    /** Whether CR and LF stand there. */
    static boolean isLineEnd(ByteBuf bytes, int at) {
        return bytes.getByte(at) == '\r' && bytes.getByte(at + 1) == '\n';
    }

    private int end() {
        long values = 1;
        while (values > 0) {
            if (at >= bytes.writerIndex()) {
                return INCOMPLETE;
            }
            byte type = bytes.getByte(at);
            int lineFeed = lineFeed(bytes, at);
            switch (type) {
                case '+', '-', ':' -> {
                    if (lineFeed < 0) {
                        return INCOMPLETE;
                    }
                    at = lineFeed + 1;
                    values--;
                }
                case '$', '*' -> {
                    int count = isNull(lineFeed) ? 0 : number(bytes, at + 1, lineFeed);
                    if (count < 0) {
                        return count;
                    }
                    boolean bulk = type == '$' && !isNull(lineFeed);
                    if (bulk && count > bytes.writerIndex() - lineFeed - 3) {
                        return INCOMPLETE;
                    }
                    if (bulk && !isLineEnd(bytes, lineFeed + 1 + count)) {
                        return UNKNOWN;
                    }
                    at = lineFeed + 1 + (bulk ? count + 2 : 0);
                    values += (type == '*' ? count : 0) - 1;
                }
                default -> {
                    return UNKNOWN;
                }
            }
        }
        return at;
    }

    /** Whether the header line is that of a value that is not there: {@code -1}. */
    private boolean isNull(int lineFeed) {
        return lineFeed == at + 4 && bytes.getByte(at + 1) == '-' && bytes.getByte(at + 2) == '1';
    }
}
