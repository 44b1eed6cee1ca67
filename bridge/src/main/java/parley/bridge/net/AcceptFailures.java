package parley.bridge.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.net.admission.LogPause;

/**
 * Hears of connections that could not be accepted, as when no more files may be open: Netty pauses for a second each time and tries
 * again. Counts, and says it in the log once a minute at the most. Behind all other handlers of listening sockets.
 */
@ChannelHandler.Sharable
final class AcceptFailures extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);

    private final LongAdder count = new LongAdder();
    private final LogPause pause = new LogPause();

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        count.increment();
        if (pause.isOver()) {
            log.error("Connections can't be accepted just now, and are tried again each second: {}", cause.toString());
        }
    }

    long count() {
        return count.sum();
    }
}
