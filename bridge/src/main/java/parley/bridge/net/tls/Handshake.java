package parley.bridge.net.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * Waits behind Netty's TLS for the handshake and has the pipeline completed then; so nobody has a session who is not done with it. What
 * goes wrong in TLS, then and later, is counted here and closes the connection without a line in the log, which anybody could fill.
 */
final class Handshake extends ChannelInboundHandlerAdapter {
    private final TlsLayer layer;
    private final Consumer<Channel> then;

    Handshake(TlsLayer layer, Consumer<Channel> then) {
        this.layer = layer;
        this.then = then;
    }

    /** Those behind are told when the handshake is done. */
    @Override
    public void channelActive(ChannelHandlerContext context) {}

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            context.fireUserEventTriggered(event);
        } else if (handshake.isSuccess()) {
            layer.succeeded(context.channel());
            then.accept(context.channel());
            context.fireChannelActive();
        } else {
            if (handshake.cause() instanceof NotSslRecordException) {
                layer.foundPlain();
            } else {
                layer.failed();
            }
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        layer.gone(context.channel());
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean isTls = cause instanceof SSLException
                || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
        if (context.pipeline().last() == this) {
            context.close(); // The failed handshake is counted by its event.
        } else if (isTls) {
            layer.broke();
            context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
