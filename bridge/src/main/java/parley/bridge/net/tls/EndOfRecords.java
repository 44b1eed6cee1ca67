package parley.bridge.net.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;

/**
 * Stands before Netty's TLS and tells, by the records' headers, when a client has ended its sending side.
 *
 * <p>In TLS 1.2 the JDK takes a {@code close_notify} for the end of both sides and drops what is still to be sent, but whoever ends
 * their sending side gets every answer here. So an alert behind the client's handshake is not shown to the JDK: whatever it says, it
 * is the last that the client says. A handshake there would be another one, which costs the server much and the client nothing, and
 * ends the connection. In TLS 1.3 such records look like any other, and the JDK treats them as it should.
 *
 * <p>The end, this one or that of the TCP connection, is told when the handshake is done, so behind all that was said before.
 */
final class EndOfRecords extends ChannelInboundHandlerAdapter {
    private static final int HEADER_BYTES = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private final SslHandler tls;
    /** Bytes of a record's header that were read; the last two say how many follow. */
    private int header;
    /** Bytes of the record that are still to come. */
    private int left;

    private boolean cipherChanged;
    /** Whether the record is, or was, the last of the client's handshake, where it is one of TLS 1.2. */
    private boolean finished;

    private boolean ended;

    EndOfRecords(SslHandler tls) {
        this.tls = tls;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (ended) {
            bytes.release();
            return;
        }
        int end = findEnd(bytes);
        if (end == bytes.writerIndex()) {
            context.fireChannelRead(bytes);
            return;
        }
        ended = true;
        boolean again = bytes.getUnsignedByte(end) == HANDSHAKE;
        context.fireChannelRead(bytes.writerIndex(end));
        if (again) {
            context.close();
        } else {
            tellEnd(context);
        }
    }

    /** Where the client's last record begins, or behind all bytes. */
    private int findEnd(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (header == HEADER_BYTES) {
                int taken = Math.min(left, bytes.writerIndex() - at);
                left -= taken;
                at += taken;
            } else {
                int octet = bytes.getUnsignedByte(at);
                if (header == 0 && isLast(octet)) {
                    return at;
                }
                left = header < HEADER_BYTES - 2 ? 0 : (left << Byte.SIZE) | octet;
                header++;
                at++;
            }
            if (header == HEADER_BYTES && left == 0) {
                header = 0;
            }
        }
        return at;
    }

    private boolean isLast(int type) {
        if (finished
                && (type == ALERT || (type == HANDSHAKE && tls.handshakeFuture().isDone()))) {
            return true;
        }
        finished |= cipherChanged && type == HANDSHAKE;
        cipherChanged |= type == CHANGE_CIPHER_SPEC;
        return false;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            tellEnd(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    /** Behind what the handshake was waited for with, which is read right after it is done. */
    private void tellEnd(ChannelHandlerContext context) {
        tls.handshakeFuture()
                .addListener(done -> context.executor()
                        .execute(() -> context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE)));
    }
}
