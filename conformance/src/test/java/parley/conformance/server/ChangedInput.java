package parley.conformance.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Stands before a server and passes on what clients send, each piece changed; what the server sends is passed on as it is. */
final class ChangedInput implements Closeable {
    private static final int BACKLOG = 50;

    private final ServerSocket door;
    private final int server;
    private final Supplier<UnaryOperator<byte[]>> changes;

    /**
     * Opens a port of its own.
     *
     * @param changes makes one change for each connection
     */
    ChangedInput(int server, Supplier<UnaryOperator<byte[]>> changes) throws IOException {
        this.server = server;
        this.changes = changes;
        door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // One of the three is gone, and so are the others.
                    }
                },
                "changed input");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            UnaryOperator<byte[]> change = changes.get();
            start(() -> {
                try {
                    pass(client, behind, change);
                } catch (IOException reset) {
                    behind.close();
                    client.close();
                }
            });
            start(() -> {
                try (behind;
                        client) {
                    pass(behind, client, UnaryOperator.identity());
                }
            });
        }
    }

    private static void pass(Socket from, Socket to, UnaryOperator<byte[]> change) throws IOException {
        byte[] piece = new byte[65_536];
        InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream();
        for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
            output.write(change.apply(Arrays.copyOf(piece, count)));
        }
        to.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
