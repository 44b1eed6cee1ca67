package parley.bridge.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;

/**
 * Frames the lines that connections share as this one can take them, some at a time: a reader that stalls has a copy of one piece, of
 * {@link Limits#UNTAKEN_BYTES} or a line, and refers to the rest like any other. What is framed already passes, in its order.
 *
 * <p>While something waits here the connection is not writable. One per connection, before the handlers that write.
 */
public final class FrameWriter extends ChannelDuplexHandler {
    /** Which of the reasons why the connection is not writable this is. */
    private static final int WRITABILITY = 1;

    private record Waiting(Object message, ChannelPromise promise) {}

    private final Deque<Waiting> queue = new ArrayDeque<>(0);
    /** Bytes in it that are to be framed. */
    private int queued;
    /** Whether a piece was handed on that the connection has not taken. */
    private boolean pieceUnsent;

    private boolean draining;
    private boolean writable = true;
    private @Nullable Pong pong;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof Pong answer) {
            pong = answer;
            promise.trySuccess();
        } else if (message instanceof SharedLines shared) {
            queue.add(new Waiting(message, promise));
            queued += shared.content().readableBytes();
            if (queued > Limits.UNTAKEN_BYTES) {
                say(context, false);
            }
        } else if (pieceUnsent || !queue.isEmpty()) {
            queue.add(new Waiting(message, promise));
        } else {
            context.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        drain(context);
    }

    /** Hands on what the connection can take. */
    private void drain(ChannelHandlerContext context) {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!pieceUnsent && (answerPing(context) || next(context))) {
                context.flush();
            }
        } finally {
            draining = false;
        }
        say(context, queue.isEmpty());
    }

    private boolean answerPing(ChannelHandlerContext context) {
        Pong answer = pong;
        if (answer == null) {
            return false;
        }
        pong = null;
        hand(context, answer.frame(context.alloc()), context.newPromise());
        return true;
    }

    private boolean next(ChannelHandlerContext context) {
        Waiting first = queue.peek();
        if (first == null) {
            return false;
        }
        if (!(first.message instanceof SharedLines shared)) {
            queue.remove();
            hand(context, first.message, first.promise.unvoid());
            return true;
        }
        ByteBuf lines = shared.content();
        ByteBuf piece =
                context.alloc().ioBuffer(Math.min(lines.readableBytes(), Limits.UNTAKEN_BYTES) + Frames.HEADER_BYTES);
        int begin = lines.readerIndex();
        int end = Frames.lines(piece, lines, begin, lines.writerIndex(), Limits.UNTAKEN_BYTES);
        lines.readerIndex(end);
        queued -= end - begin;
        if (lines.isReadable()) {
            hand(context, piece, context.newPromise());
        } else {
            queue.remove();
            shared.release();
            hand(context, piece, first.promise.unvoid());
        }
        return true;
    }

    private void hand(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        pieceUnsent = true;
        context.write(message, promise.addListener(sent -> {
            pieceUnsent = false;
            drain(context);
        }));
    }

    /** Whoever is told that the connection is writable again writes at once: not from within what they wrote before. */
    private void say(ChannelHandlerContext context, boolean canTake) {
        if (writable && !canTake) {
            writable = false;
            set(context, false);
        } else if (!writable && canTake) {
            writable = true;
            context.executor().execute(() -> set(context, writable));
        }
    }

    private static void set(ChannelHandlerContext context, boolean writable) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        if (buffer != null) {
            buffer.setUserDefinedWritability(WRITABILITY, writable);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        discard();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        discard();
    }

    private void discard() {
        for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            ReferenceCountUtil.release(waiting.message);
            waiting.promise.tryFailure(new ClosedChannelException());
        }
    }
}
