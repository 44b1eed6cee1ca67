package parley.bridge.net.line;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/** Sends a connection one line in the greeting's place and closes it. */
public final class Refusal extends ChannelInboundHandlerAdapter {
    private final String line;

    public Refusal(ErrorCode code, String text) {
        this.line = ServerLine.error(code, text);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.write(ChannelOutlet.encode(line), context.voidPromise());
        GentleClose.start(context.channel(), false);
    }
}
