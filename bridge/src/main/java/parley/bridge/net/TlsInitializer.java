package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.tls.TlsLayer;

/** Makes a session of each connection that is let in, once TLS is on it. */
final class TlsInitializer extends ChannelInitializer<Channel> {
    private final TlsLayer tls;
    private final LineSessions sessions;

    TlsInitializer(TlsLayer tls, LineSessions sessions) {
        this.tls = tls;
        this.sessions = sessions;
    }

    /** A refusal is told over TLS too, after a handshake, which costs much more than letting somebody in without TLS. */
    static Door door(Entrance entrance) {
        AddressRate refusals =
                new AddressRate(Limits.REFUSED_HANDSHAKES / 60.0, Limits.REFUSED_HANDSHAKES, System::nanoTime);
        return new Door(entrance, address -> refusals.take(ClientAddress.of(address.getAddress()), 1));
    }

    @Override
    protected void initChannel(Channel channel) {
        Refusal refusal = Door.refusal(channel);
        if (refusal != null) {
            tls.secure(channel, secured -> secured.pipeline().addLast(refusal));
        } else {
            tls.secure(channel, secured -> sessions.begin(secured, Entrance.address(channel)));
        }
    }
}
