package parley.bridge.chat.answer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LogSlice;

/** An outlet that hands everything on, to be changed in one point. */
class ForwardingOutlet implements Outlet {
    private final Outlet outlet;

    ForwardingOutlet(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public void line(String line) {
        outlet.line(line);
    }

    @Override
    public void lines(ByteBuffer lines, int offset, int length) {
        outlet.lines(lines, offset, length);
    }

    @Override
    public void slice(LogSlice slice) {
        outlet.slice(slice);
    }

    @Override
    public void flush() {
        outlet.flush();
    }

    @Override
    public boolean isWritable() {
        return outlet.isWritable();
    }

    @Override
    public boolean takeTurn() {
        return outlet.takeTurn();
    }

    @Override
    public void reading(boolean wanted) {
        outlet.reading(wanted);
    }

    @Override
    public void following(@Nullable Inbox inbox) {
        outlet.following(inbox);
    }

    @Override
    public void close() {
        outlet.close();
    }
}
