package parley.bridge.net.admission;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import parley.bridge.net.line.GentleClose;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/** Sends a connection one line in the greeting's place and closes it. */
public final class Refusal extends ChannelInboundHandlerAdapter {
    private final ErrorCode code;
    private final String line;

    public Refusal(ErrorCode code, String text) {
        this.code = code;
        this.line = ServerLine.error(code, text);
    }

    public ErrorCode code() {
        return code;
    }

    /** Without its end. */
    public String line() {
        return line;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.write(Unpooled.copiedBuffer(line + "\r\n", StandardCharsets.UTF_8), context.voidPromise());
        GentleClose.start(context.channel(), false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
