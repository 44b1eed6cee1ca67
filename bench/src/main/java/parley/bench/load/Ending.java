package parley.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Passes over what comes but for its last bytes. */
final class Ending implements Handler {
    private final byte[] awaited;
    private final byte[] last;
    private long total;

    Ending(byte[] awaited) {
        this.awaited = awaited;
        this.last = new byte[awaited.length];
    }

    @Override
    public void received(Connection connection, ByteBuffer bytes) {
        int length = bytes.remaining();
        total += length;
        int fresh = Math.min(length, last.length);
        System.arraycopy(last, fresh, last, 0, last.length - fresh);
        bytes.position(bytes.limit() - fresh);
        bytes.get(last, last.length - fresh, fresh);
    }

    /** Whether what came by now ends as it should. */
    boolean isReached() {
        return Arrays.equals(last, awaited);
    }

    /** Bytes that came. */
    long total() {
        return total;
    }
}
