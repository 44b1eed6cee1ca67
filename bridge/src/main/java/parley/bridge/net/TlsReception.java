package parley.bridge.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.tls.TlsLayer;

/** Has another reception receive connections once TLS is on them. */
record TlsReception(TlsLayer tls, Reception then) implements Reception {
    @Override
    public void begin(Channel channel, InetAddress address, @Nullable Refusal refusal) {
        tls.secure(channel, secured -> then.begin(secured, address, refusal));
    }
}
