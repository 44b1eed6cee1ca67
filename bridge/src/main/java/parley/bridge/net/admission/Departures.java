package parley.bridge.net.admission;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import parley.bridge.limits.Limits;

/**
 * Bounds how many connections that never became sessions take their leave at one time: each costs an open file until it has read why.
 * Beyond {@link Limits#DEPARTURES} they are reset at once and told nothing. For all threads.
 */
public final class Departures {
    private final AtomicInteger lingering = new AtomicInteger();
    private final LongAdder reset = new LongAdder();

    /** Whether the connection may be told something and closed gently; else it is reset by this. */
    public boolean mayLinger(Channel channel) {
        if (lingering.getAndUpdate(now -> Math.min(now + 1, Limits.DEPARTURES)) == Limits.DEPARTURES) {
            reset(channel);
            return false;
        }
        channel.closeFuture().addListener(closed -> lingering.decrementAndGet());
        return true;
    }

    /** Closes without a word, and without an open file or memory of the kernel's that stays behind; also before it has a loop. */
    public void reset(Channel channel) {
        reset.increment();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        if (channel.isRegistered()) {
            channel.close();
        } else {
            channel.unsafe().closeForcibly();
        }
    }

    /** How many take their leave now. */
    public int lingering() {
        return lingering.get();
    }

    /** How many were reset. */
    public long resets() {
        return reset.sum();
    }
}
