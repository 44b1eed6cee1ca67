package parley.bridge.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.line.LineFormat;

/** Sends and takes each line as a text message without its end, and closes as WebSocket has it. {@link FrameWriter} stands before it. */
public final class WebSocketLines implements LineFormat {
    private final int maxLine;
    private @Nullable FrameReader reader;

    /** @param maxLine bytes a client's message may hold */
    public WebSocketLines(int maxLine) {
        this.maxLine = maxLine;
    }

    @Override
    public Reader reader(Receiver receiver) {
        FrameReader begun = new FrameReader(maxLine, receiver);
        reader = begun;
        return begun;
    }

    @Override
    public void line(ByteBuf to, String line) {
        Frames.header(to, Frames.TEXT, ByteBufUtil.utf8Bytes(line));
        ByteBufUtil.writeUtf8(to, line);
    }

    @Override
    public void lines(ByteBuf to, ByteBuf from, int offset, int length) {
        Frames.lines(to, from, offset, offset + length, Integer.MAX_VALUE);
    }

    @Override
    public boolean isVerbatim() {
        return false;
    }

    @Override
    public Object shared(ByteBuf lines) {
        return new SharedLines(lines);
    }

    /** The last line is followed by a close; who closed first, or sent what can't be taken, is told that. */
    @Override
    public byte[] end() {
        FrameReader begun = reader;
        WebSocketCloseStatus status = begun == null ? null : begun.status();
        return Frames.close(status == null ? WebSocketCloseStatus.NORMAL_CLOSURE : status);
    }
}
