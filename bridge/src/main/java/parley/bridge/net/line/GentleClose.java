package parley.bridge.net.line;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
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
    private final ChannelFuture sent;

    private GentleClose(ChannelFuture sent) {
        this.sent = sent;
    }

    /** @param inputOver whether the client will send nothing more */
    public static void start(Channel channel, boolean inputOver) {
        after(Limits.FAREWELL_TIME, channel, () -> {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            // From the first handler on, as TLS would say goodbye first, which is not read either.
            channel.pipeline().firstContext().close();
        });
        ChannelFuture sent = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (inputOver || !(channel instanceof DuplexChannel duplex)) {
            sent.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        channel.pipeline().addFirst(new GentleClose(sent));
        channel.config().setAutoRead(true);
        sent.addListener(done -> {
            endSending(duplex);
            after(Limits.LINGER_TIME, channel, channel::close);
        });
    }

    private static void endSending(DuplexChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(said -> channel.shutdownOutput());
        }
    }

    private static void after(Duration time, Channel channel, Runnable task) {
        Future<?> end = channel.eventLoop().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            sent.addListener(done -> context.close());
        }
    }
}
