package parley.bridge.net.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Holds a bridge's event loops: one that accepts connections and serves the operator, and the others, on which sessions live. */
public final class EventLoops {
    private final Transport transport = Transport.best();
    private final EventLoopGroup accepting = transport.group(1, "parley-accept");
    private final EventLoopGroup sessions;

    /** @param count loops for sessions */
    public EventLoops(int count) {
        sessions = transport.group(count, "parley-loop");
    }

    public Transport transport() {
        return transport;
    }

    public EventLoopGroup accepting() {
        return accepting;
    }

    public EventLoopGroup sessions() {
        return sessions;
    }

    /** Ends all loops; blocks for that time at the most. */
    public void close(Duration time) {
        List<Future<?>> ends = List.of(
                sessions.shutdownGracefully(0, time.toMillis(), TimeUnit.MILLISECONDS),
                accepting.shutdownGracefully(0, time.toMillis(), TimeUnit.MILLISECONDS));
        ends.forEach(end -> end.awaitUninterruptibly(time.toMillis()));
    }
}
