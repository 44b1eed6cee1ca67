package parley.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Counts line ends, eight bytes at a time. */
final class Lines {
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long LOW = 0x7F7F_7F7F_7F7F_7F7FL;
    private static final long NEWLINES = ONES * '\n';

    private Lines() {}

    /** How many LF stand in the bytes; takes them all. */
    static int count(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        int at = bytes.position();
        int end = bytes.limit();
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long zeroWhereNewline = bytes.getLong(at) ^ NEWLINES;
            long marked = ~(((zeroWhereNewline & LOW) + LOW) | zeroWhereNewline | LOW);
            count += Long.bitCount(marked);
        }
        for (; at < end; at++) {
            if (bytes.get(at) == '\n') {
                count++;
            }
        }
        bytes.position(end);
        return count;
    }
}
