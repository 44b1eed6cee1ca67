package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.tls.TlsLayer;

/** Makes a session of each connection that is let in, once TLS is on it. */
final class TlsInitializer extends ChannelInitializer<Channel> {
    private final Entrance entrance;
    private final TlsLayer tls;
    private final LineSessions sessions;
    /** A refusal is told over TLS too, after a handshake, which costs much more than letting somebody in without TLS. */
    private final AddressRate refusals =
            new AddressRate(Limits.REFUSED_HANDSHAKES / 60.0, Limits.REFUSED_HANDSHAKES, System::nanoTime);

    TlsInitializer(Entrance entrance, TlsLayer tls, LineSessions sessions) {
        this.entrance = entrance;
        this.tls = tls;
        this.sessions = sessions;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress address = Entrance.address(channel);
        Refusal refusal = entrance.arrived(channel, address);
        if (refusal == null) {
            tls.secure(channel, secured -> sessions.begin(secured, address));
        } else if (!refusals.take(ClientAddress.of(address.getAddress()), 1)) {
            entrance.departures().reset(channel);
        } else if (entrance.departures().mayLinger(channel)) {
            tls.secure(channel, secured -> secured.pipeline().addLast(refusal));
        }
    }
}
