package parley.bridge.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.admission.Refusal;

/** Makes a session of each connection that is let in. */
record LineReception(LineSessions sessions) implements Reception {
    @Override
    public void begin(Channel channel, InetAddress address, @Nullable Refusal refusal) {
        if (refusal != null) {
            channel.pipeline().addLast(refusal);
        } else {
            sessions.begin(channel, address);
        }
    }
}
