package parley.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Keeps the last bytes that the foremost receiver got; all others must get the very same. Each message in them is checked to
 * come after the one before of its sender.
 */
final class ReferenceStream {
    /** Bytes kept: what the slowest receiver may be behind the fastest. */
    private static final int RING = 1 << 24;
    /** Messages kept. */
    private static final int MESSAGES = 1 << 16;

    private final ByteBuffer ring = ByteBuffer.allocateDirect(RING);
    private final ByteBuffer window = ring.duplicate();
    private final TextParser parser;
    private final long[] ends = new long[MESSAGES];
    private final long[] sentAt = new long[MESSAGES];
    private long end;
    private long messages;

    ReferenceStream(List<Sender> senders, int senderCount) {
        parser = new TextParser(senderCount, (sender, number, textEnd) -> {
            int slot = (int) (messages & (MESSAGES - 1));
            ends[slot] = textEnd;
            sentAt[slot] = senders.get(sender).sentAt(number);
            messages++;
        });
    }

    /** The texts that come from now on are so long. */
    void textBytes(int bytes) {
        parser.textBytes(bytes);
    }

    /** Bytes so far. */
    long end() {
        return end;
    }

    /** Messages so far. */
    long messages() {
        return messages;
    }

    /** Where the text of a message ends; only of the latest {@value #MESSAGES}. */
    long end(long message) {
        return ends[(int) (message & (MESSAGES - 1))];
    }

    /** When a message was sent, nanoseconds. */
    long sentAt(long message) {
        return sentAt[(int) (message & (MESSAGES - 1))];
    }

    /** Compares what stands here with the next bytes; returns how many were there to be compared. */
    int check(long position, ByteBuffer bytes) throws MisdeliveryException {
        int at = (int) (position & (RING - 1));
        int length = (int) Math.min(Math.min(bytes.remaining(), end - position), RING - at);
        int limit = bytes.limit();
        bytes.limit(bytes.position() + length);
        window.limit(at + length).position(at);
        if (bytes.mismatch(window) >= 0) {
            throw new MisdeliveryException("a receiver got something else than another");
        }
        bytes.position(bytes.limit()).limit(limit);
        return length;
    }

    /** Takes over new bytes from the receiver that is furthest. */
    void append(ByteBuffer bytes) throws MisdeliveryException {
        int start = bytes.position();
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            int at = (int) (end & (RING - 1));
            int length = Math.min(limit - bytes.position(), RING - at);
            window.limit(at + length).position(at);
            window.put(bytes.limit(bytes.position() + length));
            end += length;
            bytes.limit(limit);
        }
        parser.parse(bytes.position(start));
    }
}
