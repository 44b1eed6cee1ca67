package parley.bench.micro;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.Inbox;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.lobby.LogSlice;

/** Counts what it is given to send, and sends nothing. */
final class CountingOutlet implements Outlet {
    private int lines;

    int lines() {
        return lines;
    }

    @Override
    public void line(String line) {
        lines++;
    }

    @Override
    public void lines(ByteBuffer some, int offset, int length) {
        lines++;
    }

    @Override
    public void slice(LogSlice slice) {
        slice.memory().release();
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public boolean takeTurn() {
        return true;
    }

    @Override
    public void reading(boolean wanted) {}

    @Override
    public void following(@Nullable Inbox inbox) {}

    @Override
    public void close() {}
}
