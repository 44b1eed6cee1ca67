package parley.conformance.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import parley.conformance.transcript.Stage;

/** A connection to the operator's socket. */
final class OperatorWire implements Stage.Wire, Closeable {
    private final SocketChannel socket;
    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocate(8_192).flip();

    OperatorWire(Path path) throws IOException {
        socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        socket.configureBlocking(false);
        selector = Selector.open();
        socket.register(selector, SelectionKey.OP_READ);
    }

    /** Sends one command on a connection of its own, and gives the lines of its answer. */
    static List<String> ask(Path path, String command) throws IOException {
        List<String> answer = new ArrayList<>();
        try (OperatorWire wire = new OperatorWire(path)) {
            wire.line();
            wire.send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String line = wire.line();
            while (!line.startsWith("OK") && !line.startsWith("ERR")) {
                answer.add(line);
                line = wire.line();
            }
            answer.add(line);
        }
        return answer;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(); next != '\n'; next = read()) {
            if (next == -1) {
                throw new IOException("the operator's socket was closed");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            socket.write(left);
        }
    }

    @Override
    public void shutDownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public int read() throws IOException {
        while (!input.hasRemaining()) {
            input.clear();
            int count = socket.read(input);
            input.flip();
            if (count < 0) {
                return -1;
            }
            if (count == 0 && selector.select(TimeUnit.SECONDS.toMillis(Stage.PATIENCE_SECONDS)) == 0) {
                throw new SocketTimeoutException("the operator's socket is silent");
            }
            selector.selectedKeys().clear();
        }
        return input.get() & 0xFF;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        socket.close();
    }
}
