package parley.bridge.net.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;

/**
 * Keeps back what a connection begins with until it is known to be no probe, and lets everything through from then on. What could
 * still become a probe is rarely a whole line, so hardly anybody waits. But the signature of the PROXY protocol begins with two
 * blank lines; those are held for {@link Limits#PROBE_TIME} at the most, and what follows is looked at still.
 */
public final class ProbeFilter extends ChannelInboundHandlerAdapter {
    private final Probes probes;
    private final ProbeDetector detector;
    /** What is no probe here. */
    private final Opening expected;

    private @Nullable ByteBuf held;
    private @Nullable Future<?> timer;
    /** Whether what is held was let through, though it is still not known what it begins. */
    private boolean late;
    /** Whether it was a probe, or the connection is gone. What TLS had read before may still come. */
    private boolean over;

    private ProbeFilter(Probes probes, int maxLine, Opening expected) {
        this.probes = probes;
        this.detector = new ProbeDetector(maxLine);
        this.expected = expected;
    }

    /**
     * Where lines are expected.
     *
     * @param maxLine bytes a line may hold, its end not counted
     */
    public static ProbeFilter forLines(Probes probes, int maxLine) {
        return new ProbeFilter(probes, maxLine, Opening.LINES);
    }

    /** Where HTTP is expected; lines are let through too, as what reads HTTP answers them. */
    public static ProbeFilter forHttp(Probes probes) {
        return new ProbeFilter(probes, Limits.HTTP_LINE_BYTES, Opening.HTTP);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (over) {
            bytes.release();
            return;
        }
        Opening opening = Opening.UNDECIDED;
        for (int at = bytes.readerIndex(); at < bytes.writerIndex() && opening == Opening.UNDECIDED; at++) {
            opening = detector.accept(bytes.getByte(at));
        }
        if (opening.isProbe() && opening != expected) {
            bytes.release();
            drop();
            probes.found(context.channel(), opening);
            return;
        }
        hold(context, bytes);
        if (opening != Opening.UNDECIDED) {
            pass(context);
            context.pipeline().remove(this);
        } else if (late) {
            pass(context);
        } else if (timer == null) {
            timer = context.executor()
                    .schedule(
                            () -> {
                                late = true;
                                pass(context);
                                context.fireChannelReadComplete();
                            },
                            Limits.PROBE_TIME.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void hold(ChannelHandlerContext context, ByteBuf bytes) {
        ByteBuf before = held;
        held = before == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), before, bytes);
    }

    private void pass(ChannelHandlerContext context) {
        ByteBuf bytes = held;
        if (bytes != null) {
            held = null;
            context.fireChannelRead(bytes);
        }
    }

    /** Nothing more will be read, as after the last byte: what is there is all there is. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        pass(context);
        context.fireUserEventTriggered(event);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        drop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        drop();
        context.fireChannelInactive();
    }

    private void drop() {
        over = true;
        ReferenceCountUtil.release(held);
        held = null;
        Future<?> waiting = timer;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
