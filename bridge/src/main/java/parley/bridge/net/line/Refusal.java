package parley.bridge.net.line;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/** A connection that gets one line in the greeting's place and is closed. */
public final class Refusal extends ChannelInboundHandlerAdapter {
    private final ErrorCode code;

    public Refusal(ErrorCode code) {
        this.code = code;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.write(ChannelOutlet.encode(ServerLine.error(code)), context.voidPromise());
        GentleClose.start(context.channel(), false);
    }
}
