package parley.faults.world;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on a port of its own, which can go half-open: what is sent is swallowed, and neither side is told anything, not even
 * the other's end.
 */
public final class Wire implements Closeable {
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean swallowsNew;

    private Wire(ServerSocket listener) {
        this.listener = listener;
    }

    static Wire open() throws IOException {
        Wire wire = new Wire(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        Link.daemon("wire " + wire.port(), wire::accept);
        return wire;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Where connections made from now on lead; before the first call they are refused. */
    void lead(int port) {
        target = port;
    }

    /** From now on the connections that there are swallow everything. */
    public void swallow() {
        links.forEach(Link::swallow);
    }

    /** From now on all connections swallow everything, later ones too. */
    public void swallowAll() {
        swallowsNew = true;
        swallow();
    }

    /** Later connections pass again; those that swallowed are closed, and now both sides are told. */
    public void heal() {
        swallowsNew = false;
        links.stream().filter(Link::swallows).forEach(Link::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Link.daemon("link " + port(), () -> link(near));
            } catch (IOException closed) {
                // The loop ends if it was the listener.
            }
        }
    }

    private void link(Socket near) {
        Socket far = new Socket();
        Link link = new Link(near, far, links::remove);
        links.add(link);
        if (swallowsNew) {
            link.swallow();
        }
        try {
            if (!link.swallows()) {
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
                link.run();
            }
        } catch (IOException refused) {
            link.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(Link::close);
    }
}
