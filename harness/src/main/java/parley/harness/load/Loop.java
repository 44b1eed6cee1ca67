package parley.harness.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Serves connections of the load generator, on the thread of whoever calls {@link #until}. */
public final class Loop implements AutoCloseable {
    /** What is waited for. */
    public interface Condition {
        boolean holds() throws IOException;
    }

    private static final int INPUT_BYTES = 256 * 1024;

    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);

    public Loop() throws IOException {
        selector = Selector.open();
    }

    /** Begins to connect. */
    public Connection connect(InetSocketAddress address, InputHandler handler) throws IOException {
        return connect(address, handler, 0);
    }

    /** @param receiveBuffer bytes that the system is to hold for it; 0 for what it likes */
    public Connection connect(InetSocketAddress address, InputHandler handler, int receiveBuffer) throws IOException {
        return connect(null, address, handler, new SocketBuffers(receiveBuffer, 0));
    }

    /** @param from the address that it is to come from; null for what the system likes */
    public Connection connect(
            @Nullable InetAddress from, InetSocketAddress address, InputHandler handler, SocketBuffers buffers)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        buffers.applyTo(channel);
        if (from != null) {
            channel.bind(new InetSocketAddress(from, 0));
        }
        boolean connected = channel.connect(address);
        SelectionKey key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
        Connection connection = new Connection(channel, key, handler);
        key.attach(connection);
        return connection;
    }

    /** Handles what comes until the condition holds, which is asked after each turn. */
    public void until(Condition done, Duration limit, String what) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("not within " + limit.toSeconds() + " s: " + what);
            }
            turn(1);
        }
    }

    /** Handles what comes for so long. */
    public void during(Duration time) throws IOException {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            turn(1);
        }
    }

    /** One look at all connections, which waits for the first to be ready. */
    public void turn(long millis) throws IOException {
        try {
            selector.select(this::ready, millis);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void ready(SelectionKey key) {
        if (!(key.attachment() instanceof Connection connection)) {
            return;
        }
        try {
            try {
                connection.ready(input);
            } catch (IOException broken) {
                connection.failed(broken);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Connection connection) {
                connection.close();
            }
        }
        selector.close();
    }
}
