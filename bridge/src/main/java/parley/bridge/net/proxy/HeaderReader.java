package parley.bridge.net.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.limits.Limits;

/**
 * Waits behind Netty's decoder for the header, {@link Limits#PROXY_HEADER_TIME} at the most, and has the pipeline completed then, so
 * that nothing is made for a connection before it is known whose it is. One per connection, on its event loop.
 */
final class HeaderReader extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(HeaderReader.class);

    private final ProxyHeaders headers;
    private final Channel channel;
    private final InetAddress peer;
    private final Consumer<ProxiedClient> then;
    private @Nullable Future<?> deadline;
    private boolean over;

    HeaderReader(ProxyHeaders headers, Channel channel, InetAddress peer, Consumer<ProxiedClient> then) {
        this.headers = headers;
        this.channel = channel;
        this.peer = peer;
        this.then = then;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = context.executor()
                .schedule(() -> refuse(HeaderFault.LATE), Limits.PROXY_HEADER_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Those behind are told when the header is there. */
    @Override
    public void channelActive(ChannelHandlerContext context) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!over && message instanceof HAProxyMessage header) {
                read(context, ProxiedClient.of(header, peer));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext context, ProxiedClient client) {
        end();
        headers.found();
        then.accept(client);
        if (channel.isOpen()) {
            context.fireChannelActive();
        }
        // What came behind the header, the decoder passes on once this has returned.
        context.pipeline().remove(this);
    }

    /** Closes the connection without a word, and counts why; once. */
    void refuse(HeaderFault fault) {
        if (!over) {
            end();
            headers.refuse(channel, peer, fault);
        }
    }

    private void end() {
        over = true;
        headers.left(channel);
        Future<?> waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /** Whoever ends the sending side before the header is whole has sent none. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            refuse(HeaderFault.GONE);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        refuse(HeaderFault.GONE);
        context.fireChannelInactive();
    }

    /** What the decoder can't read, or how the connection broke; what is broken here closes this connection and no other. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            refuse(HeaderFault.MALFORMED);
        } else if (cause instanceof IOException) {
            refuse(HeaderFault.GONE);
        } else {
            log.error("A connection behind a balancer failed and is closed", cause);
        }
        context.close();
    }
}
