package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Judges connections as they are accepted, before anything is made for them: those that are to be reset never reach a session's loop,
 * where they would wait, each an open file, behind the work of people. For one listening socket, on its loop.
 */
final class AcceptFilter extends ChannelInboundHandlerAdapter {
    private final Door door;

    AcceptFilter(Door door) {
        this.door = door;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (door.judge((Channel) accepted).stays()) {
            context.fireChannelRead(accepted);
        }
    }
}
