package parley.bridge.net;

import java.net.InetAddress;
import parley.bridge.chat.session.Origin;
import parley.bridge.limits.ClientAddress;

/** @param peer who is at the other end, whoever stands between */
record PeerOrigin(long id, InetAddress peer, ClientAddress counted) implements Origin {
    @Override
    public String address() {
        return peer.getHostAddress();
    }
}
