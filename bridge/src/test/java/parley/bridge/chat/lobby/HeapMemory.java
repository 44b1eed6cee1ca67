package parley.bridge.chat.lobby;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import parley.bridge.limits.Limits;

/** Segment memory for tests: overwrites itself when it is freed, so that a reader without a reference sees it. */
public final class HeapMemory implements SegmentMemory {
    private final byte[] bytes;
    private final Consumer<byte[]> before;
    private final AtomicInteger references = new AtomicInteger(1);

    public HeapMemory(int size) {
        this(size, line -> {});
    }

    /** @param before may throw when a line is put */
    public HeapMemory(int size, Consumer<byte[]> before) {
        this.bytes = new byte[size];
        this.before = before;
    }

    /** A lobby as large as a bridge's, by this machine's clock. */
    public static Lobby newLobby() {
        return new Lobby(
                new LobbyLog(HeapMemory::new, Limits.LOG_SEGMENTS, Limits.SEGMENT_BYTES), InstantSource.system());
    }

    @Override
    public void put(int offset, byte[] line) {
        before.accept(line);
        System.arraycopy(line, 0, bytes, offset, line.length);
    }

    @Override
    public boolean retain() {
        return references.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    @Override
    public void release() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("released more often than retained");
        }
        if (left == 0) {
            Arrays.fill(bytes, (byte) '!');
        }
    }

    @Override
    public boolean isFree() {
        return references.get() == 0;
    }

    public int references() {
        return references.get();
    }

    /** The slice's text; gives its reference back. */
    public static String take(LogSlice slice) {
        HeapMemory memory = (HeapMemory) slice.memory();
        String text = new String(memory.bytes, slice.offset(), slice.length(), StandardCharsets.UTF_8);
        memory.release();
        return text;
    }
}
