package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges connections as they are accepted, before anything is made for them: those that are to be reset never reach a session's loop,
 * where they would wait, each an open file, behind the work of people. For one listening socket, on its loop.
 */
final class AcceptFilter extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(AcceptFilter.class);

    private final Door door;

    AcceptFilter(Door door) {
        this.door = door;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel channel = (Channel) accepted;
        if (stays(channel)) {
            context.fireChannelRead(channel);
        }
    }

    private boolean stays(Channel channel) {
        try {
            return door.judge(channel);
        } catch (Throwable broken) {
            // Whoever comes next is to find a door.
            log.error("A connection could not be judged and is closed", broken);
            channel.unsafe().closeForcibly();
            return false;
        }
    }
}
