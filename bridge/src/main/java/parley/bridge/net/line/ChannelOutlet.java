package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.Inbox;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.limits.Limits;

/** Sends what a session says over its connection. Lines are gathered into one buffer until something else or a flush follows. */
final class ChannelOutlet implements Outlet, Runnable {
    private final Channel channel;
    private final LineHandler handler;
    private final LineFormat format;
    private final LineLoop loop;

    private @Nullable ByteBuf gathered;
    /** While the session follows the lobby. */
    private @Nullable Follower follower;

    private boolean unflushed;
    private boolean inTurn;

    ChannelOutlet(Channel channel, LineHandler handler, LineFormat format, LineLoop loop) {
        this.channel = channel;
        this.handler = handler;
        this.format = format;
        this.loop = loop;
    }

    /** Wakes the session; the loop knows it by this object. */
    @Override
    public void run() {
        handler.wake();
    }

    /** Ends the connection: something could not be sent. */
    void failed(Throwable broken) {
        handler.failed(broken);
    }

    @Override
    public void line(String line) {
        format.line(gathering(256), line);
        sendLong();
    }

    private ByteBuf gathering(int bytes) {
        ByteBuf present = gathered;
        if (present == null) {
            present = channel.alloc().ioBuffer(bytes);
            gathered = present;
        }
        return present;
    }

    private void sendLong() {
        if (gathered != null && gathered.readableBytes() >= Limits.GATHERED_BYTES) {
            writeGathered();
        }
    }

    @Override
    public void lines(ByteBuffer lines, int offset, int length) {
        ByteBuf part = Unpooled.wrappedBuffer(lines.slice(offset, length));
        if (length > Limits.COPIED_BYTES) {
            share(part);
            return;
        }
        format.lines(gathering(length), part, 0, length);
        sendLong();
    }

    @Override
    public void slice(LogSlice slice) {
        ByteBufMemory memory = (ByteBufMemory) slice.memory();
        if (slice.mayPin() && slice.length() > Limits.COPIED_BYTES) {
            share(memory.view(slice.offset(), slice.length()));
            return;
        }
        try {
            format.lines(gathering(slice.length()), memory.bytes(), slice.offset(), slice.length());
        } finally {
            memory.release();
        }
        sendLong();
    }

    /** Sends what is no line, between lines. */
    void aside(Object message) {
        writeGathered();
        send(message, message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
    }

    /** Sends encoded lines without a copy, as far as the connection allows. */
    private void share(ByteBuf lines) {
        int length = lines.readableBytes();
        writeGathered();
        send(format.shared(lines), length);
    }

    private void writeGathered() {
        ByteBuf lines = gathered;
        if (lines != null) {
            gathered = null;
            send(lines, lines.readableBytes());
        }
    }

    private void send(Object message, int length) {
        unflushed = true;
        loop.sent(length);
        if (inTurn) {
            loop.turns().wrote(length);
        }
        channel.write(message, channel.voidPromise());
    }

    @Override
    public void flush() {
        writeGathered();
        inTurn = false;
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public boolean takeTurn() {
        inTurn = loop.turns().take(this);
        return inTurn;
    }

    @Override
    public void reading(boolean wanted) {
        handler.reading(wanted);
    }

    @Override
    public void following(@Nullable Inbox inbox) {
        Follower before = follower;
        if (before != null) {
            loop.followers().remove(before);
            follower = null;
        }
        if (inbox != null) {
            Follower next = new Follower(inbox, this, format.isVerbatim() ? DirectSocket.of(channel) : null);
            loop.followers().add(next);
            follower = next;
        }
    }

    @Override
    public void close() {
        following(null);
        byte[] end = format.end();
        if (end.length > 0) {
            gathering(end.length).writeBytes(end);
        }
        flush();
        handler.closeGently();
    }

    /** The connection is gone: gives back what was never written. */
    void discard() {
        following(null);
        loop.turns().leave(this);
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
