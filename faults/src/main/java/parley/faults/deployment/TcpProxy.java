package parley.faults.deployment;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes TCP connections on from a port of its own, and can go half-open: what is sent is swallowed, and neither side is told
 * anything, not even the other's end.
 */
public final class TcpProxy implements Closeable {
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean swallowsNew;

    private TcpProxy(ServerSocket listener) {
        this.listener = listener;
    }

    static TcpProxy open() throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        ProxiedConnection.daemon("proxy " + proxy.port(), proxy::accept);
        return proxy;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Where connections made from now on lead; before the first call they are refused. */
    void lead(int port) {
        target = port;
    }

    /** Resets the connections that there are. */
    void cut() {
        connections.forEach(ProxiedConnection::close);
    }

    /** From now on the connections that there are swallow everything. */
    public void swallow() {
        connections.forEach(ProxiedConnection::swallow);
    }

    /** From now on all connections swallow everything, later ones too. */
    public void swallowAll() {
        swallowsNew = true;
        swallow();
    }

    /** Later connections pass again; those that swallowed are closed, and now both sides are told. */
    public void heal() {
        swallowsNew = false;
        connections.stream().filter(ProxiedConnection::swallows).forEach(ProxiedConnection::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                ProxiedConnection.daemon("proxied by " + port(), () -> forward(near));
            } catch (IOException closed) {
                // The loop ends if it was the listener.
            }
        }
    }

    private void forward(Socket near) {
        Socket far = new Socket();
        ProxiedConnection connection = new ProxiedConnection(near, far, connections::remove);
        connections.add(connection);
        if (swallowsNew) {
            connection.swallow();
        }
        try {
            if (!connection.swallows()) {
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
                connection.run();
            }
        } catch (IOException refused) {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(ProxiedConnection::close);
    }
}
