package parley.harness.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** Reads and writes one non-blocking socket of a {@link Loop}, on the thread of that. */
public final class Connection {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Queue<ByteBuffer> unsent = new ArrayDeque<>(0);
    private InputHandler handler;
    private boolean paused;

    Connection(SocketChannel channel, SelectionKey key, InputHandler handler) {
        this.channel = channel;
        this.key = key;
        this.handler = handler;
    }

    public void handler(InputHandler next) {
        handler = next;
    }

    /** Sends the bytes, now or when the socket takes them. */
    public void send(ByteBuffer bytes) throws IOException {
        if (channel.isConnected() && unsent.isEmpty()) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            unsent.add(bytes);
            interest();
        }
    }

    public void send(byte[] bytes) throws IOException {
        send(ByteBuffer.wrap(bytes));
    }

    /** Stops reading, or goes on. */
    public void pause(boolean stop) {
        paused = stop;
        interest();
    }

    private void interest() {
        if (channel.isConnected()) {
            key.interestOps((paused ? 0 : SelectionKey.OP_READ) | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    void ready(ByteBuffer input) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            interest();
        }
        if (key.isWritable()) {
            write();
        }
        if (key.isReadable()) {
            read(input);
        }
    }

    private void write() throws IOException {
        for (ByteBuffer next = unsent.peek(); next != null; next = unsent.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                return;
            }
            unsent.remove();
        }
        interest();
    }

    private void read(ByteBuffer input) throws IOException {
        input.clear();
        int count = channel.read(input);
        if (count < 0) {
            handler.closed(this);
            close();
        } else {
            handler.received(this, input.flip());
        }
    }

    /** Whether the system has taken all that was sent. */
    public boolean isSent() {
        return unsent.isEmpty();
    }

    /** Says that nothing more will be sent. */
    public void shutDownSending() throws IOException {
        channel.shutdownOutput();
    }

    void failed(IOException reason) throws IOException {
        close();
        handler.failed(this, reason);
    }

    /** Closes without a farewell, so that the port is free at once. */
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        }
    }
}
