package parley.bridge.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.admission.Refusal;

/** Completes the pipeline of a connection once it is judged: what one door does for those who come to it. For all threads. */
@FunctionalInterface
interface Reception {
    /**
     * On the event loop. What is added is told afterwards that the channel is active.
     *
     * @param address the client's
     * @param refusal what it is told and closed; null where it is let in
     */
    void begin(Channel channel, InetAddress address, @Nullable Refusal refusal);
}
