package parley.bridge.chat.session;

import java.net.InetAddress;
import parley.bridge.limits.ClientAddress;

/**
 * Says where a session's connection comes from.
 *
 * @param id the session's in this process, for the log
 * @param peer the connection's other side
 * @param counted the same as limits count it
 */
public record Origin(long id, InetAddress peer, ClientAddress counted) {
    /** The peer's IP address, for people. */
    public String address() {
        return peer.getHostAddress();
    }
}
