package parley.bridge.redis.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells, as the last handler of a connection to Redis, when everything that was there to be read is handed on. */
final class EndOfReading extends ChannelInboundHandlerAdapter {
    private final Runnable handedOn;

    EndOfReading(Runnable handedOn) {
        this.handedOn = handedOn;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        try {
            handedOn.run();
        } finally {
            context.fireChannelReadComplete();
        }
    }
}
