package parley.bridge.chat.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.LogSlice;

/** An outlet that keeps what it is given, and is full when it is told to be. */
public final class RecordingOutlet implements Outlet {
    private final StringBuilder written = new StringBuilder();
    public boolean writable = true;
    public boolean reading = true;
    public boolean following;
    public boolean closed;
    /** Becomes unwritable after this many slices. */
    int slicesLeft = Integer.MAX_VALUE;
    /** The longest piece that had to be copied for this one reader, bytes. */
    int longestCopy;

    @Override
    public void line(String line) {
        written.append(line).append("\r\n");
    }

    @Override
    public void lines(ByteBuffer lines, int offset, int length) {
        written.append(StandardCharsets.UTF_8.decode(lines.slice(offset, length)));
        if (!lines.isDirect()) {
            longestCopy = Math.max(longestCopy, length);
        }
    }

    @Override
    public void slice(LogSlice slice) {
        written.append(HeapMemory.take(slice));
        slicesLeft--;
        writable = slicesLeft > 0;
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public boolean takeTurn() {
        return true;
    }

    @Override
    public void reading(boolean wanted) {
        reading = wanted;
    }

    @Override
    public void following(@Nullable Inbox inbox) {
        following = inbox != null;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The lines since the last call. */
    public List<String> take() {
        List<String> lines = new ArrayList<>(List.of(written.toString().split("\r\n")));
        lines.removeIf(String::isEmpty);
        written.setLength(0);
        return lines;
    }
}
