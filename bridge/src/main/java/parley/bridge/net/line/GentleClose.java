package parley.bridge.net.line;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import parley.bridge.limits.Limits;

/**
 * Closes a connection so that its last lines arrive: a socket closed over unread input resets the connection, and the client
 * would lose them. So the sending side is shut down first, and what the client still sends is read and thrown away, until it
 * closes too or {@link Limits#LINGER_TIME} has passed since the last byte was sent; a reader that takes no more is given
 * {@link Limits#FAREWELL_TIME}.
 */
public final class GentleClose extends ChannelInboundHandlerAdapter {
    private GentleClose() {}

    /** @param inputOver whether the client will send nothing more */
    public static void start(Channel channel, boolean inputOver) {
        closeAfter(channel, Limits.FAREWELL_TIME);
        ChannelFuture sent = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (inputOver || !(channel instanceof DuplexChannel duplex)) {
            sent.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        channel.pipeline().addFirst(new GentleClose());
        channel.config().setAutoRead(true);
        sent.addListener(done -> {
            duplex.shutdownOutput();
            closeAfter(channel, Limits.LINGER_TIME);
        });
    }

    private static void closeAfter(Channel channel, Duration time) {
        Future<?> end = channel.eventLoop().schedule(() -> channel.close(), time.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            context.close();
        }
    }
}
