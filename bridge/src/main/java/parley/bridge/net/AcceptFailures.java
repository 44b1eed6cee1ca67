package parley.bridge.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of connections that could not be accepted, as when no more files may be open: Netty pauses for a second each time and tries
 * again. Counts, and says it in the log once a minute at the most. Behind all other handlers of listening sockets.
 */
@ChannelHandler.Sharable
final class AcceptFailures extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final LongAdder count = new LongAdder();
    private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE);

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        count.increment();
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= PAUSE && last.compareAndSet(before, now)) {
            log.error("Connections can't be accepted just now, and are tried again each second: {}", cause.toString());
        }
    }

    long count() {
        return count.sum();
    }
}
