package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import parley.bridge.chat.session.Line;

/** Keeps what a reader made of its bytes. */
public final class Received implements LineFormat.Receiver {
    /** All of it in its order: lines, and asides, in hex where they are bytes. */
    public final List<Object> events = new ArrayList<>();

    public final List<Line> lines = new ArrayList<>();
    public final List<Object> asides = new ArrayList<>();

    @Override
    public void line(Line line) {
        lines.add(line);
        events.add(line);
    }

    @Override
    public void aside(Object message) {
        Object aside = message instanceof ByteBuf bytes ? ByteBufUtil.hexDump(bytes) : message;
        asides.add(aside);
        events.add(aside);
    }
}
