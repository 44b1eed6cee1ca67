package parley.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Opens a port of this machine through which another one is reached, while it is open. */
final class Tunnel implements AutoCloseable {

    private final ServerSocket entrance;
    private final String host;
    private final int port;

    private Tunnel(ServerSocket entrance, String host, int port) {
        this.entrance = entrance;
        this.host = host;
        this.port = port;
    }

    static Tunnel open(int entrance, String host, int port) throws IOException {
        var tunnel = new Tunnel(new ServerSocket(entrance, 50, InetAddress.getLoopbackAddress()), host, port);
        start(tunnel::accept);
        return tunnel;
    }

    boolean isOpen() {
        return !entrance.isClosed();
    }

    @SuppressWarnings("AddressSelection") // whichever: it is the same server
    private void accept() {
        while (isOpen()) {
            try {
                Socket near = entrance.accept();
                Socket far = new Socket(host, port);
                start(() -> pump(near, far));
                start(() -> pump(far, near));
            } catch (IOException closed) {
                // Seen by the loop, or a connection less.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // As connections do.
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
