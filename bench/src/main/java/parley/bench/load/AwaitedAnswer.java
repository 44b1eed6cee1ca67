package parley.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Skips an answer but for its first bytes, which tell a refusal, and its last, which tell its end. */
final class AwaitedAnswer implements InputHandler {
    private static final byte[] REFUSAL = Text.ascii("ERR ");

    private final byte[] awaited;
    private final byte[] last;
    private long total;
    private boolean refused;

    AwaitedAnswer(byte[] awaited) {
        this.awaited = awaited;
        this.last = new byte[awaited.length];
    }

    @Override
    public void received(Connection connection, ByteBuffer bytes) {
        int length = bytes.remaining();
        if (total == 0 && length >= REFUSAL.length) {
            refused = ByteBuffer.wrap(REFUSAL).equals(bytes.slice().limit(REFUSAL.length));
        }
        total += length;
        int fresh = Math.min(length, last.length);
        System.arraycopy(last, fresh, last, 0, last.length - fresh);
        bytes.position(bytes.limit() - fresh);
        bytes.get(last, last.length - fresh, fresh);
    }

    /** Whether what came by now ends as it should, or is a refusal. */
    boolean isReached() {
        return refused || Arrays.equals(last, awaited);
    }

    boolean isRefused() {
        return refused;
    }

    /** Bytes that came. */
    long total() {
        return total;
    }
}
