package parley.redis.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names one server by host and port.
 *
 * @param host a name, or an address without brackets
 * @param address one of the addresses that the name has; null where it is yet to be looked up
 */
record Node(String host, int port, @Nullable InetAddress address) {
    Node(String host, int port) {
        this(host, port, null);
    }

    /** Looks the name up anew: a node for each of its addresses. Blocks. */
    List<Node> resolved() throws UnknownHostException {
        List<Node> nodes = new ArrayList<>();
        for (InetAddress each : InetAddress.getAllByName(host)) {
            nodes.add(new Node(host, port, each));
        }
        return nodes;
    }

    /** To be shown, and compared: the address where it is known. */
    String where() {
        String text = address == null ? host : address.getHostAddress();
        return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
    }

    /** As {@code host:port}, as Redis writes it; null where it isn't that. Without a host it is on {@code asked}'s. */
    static @Nullable Node parse(String text, Node asked) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return null;
        }
        String host = text.substring(0, colon);
        int port = Integer.parseInt(text.substring(colon + 1));
        return host.isEmpty() || host.equals("?") ? new Node(asked.host, port, asked.address) : new Node(host, port);
    }
}
