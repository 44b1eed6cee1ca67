package parley.bridge.net.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * Tells at the first byte that decides whether a connection begins like a header, and not only where a decoder has enough to look at:
 * whoever says something else need not be waited for. Holds nothing back; one per connection, in front of the decoder.
 */
final class HeaderStart extends ChannelInboundHandlerAdapter {
    private static final byte[] TEXT = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BINARY = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private final HeaderReader reader;
    private byte[] expected = TEXT;
    private int taken;

    HeaderStart(HeaderReader reader) {
        this.reader = reader;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        for (int at = bytes.readerIndex(); at < bytes.writerIndex() && taken < expected.length; at++) {
            byte octet = bytes.getByte(at);
            if (taken == 0 && octet == BINARY[0]) {
                expected = BINARY;
            }
            if (octet != expected[taken]) {
                bytes.release();
                reader.refuse(HeaderFault.MISSING);
                return;
            }
            taken++;
        }
        if (taken == expected.length) {
            context.pipeline().remove(this);
        }
        context.fireChannelRead(bytes);
    }
}
