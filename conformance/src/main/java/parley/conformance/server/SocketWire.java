package parley.conformance.server;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import parley.conformance.transcript.Stage;

/** A TCP connection, with patience for what is expected. */
final class SocketWire implements Stage.Wire, Closeable {
    private static final int LONGEST_GREETING = 4_096;
    private static final int END_MILLIS = 2_000;

    private final Socket socket;
    private final OutputStream output;
    private final PushbackInputStream input;

    SocketWire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(Stage.PATIENCE_SECONDS));
        output = socket.getOutputStream();
        input = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()), LONGEST_GREETING);
    }

    /** Whether the first line begins so; it is read all the same afterwards. */
    boolean isGreetedBy(String beginning) throws IOException {
        byte[] line = new byte[LONGEST_GREETING];
        int length = 0;
        try {
            for (int next = read(); next != -1 && length < line.length; next = read()) {
                line[length++] = (byte) next;
                if (next == '\n') {
                    break;
                }
            }
        } catch (SocketTimeoutException silence) {
            // What it says instead is nothing.
        }
        input.unread(line, 0, length);
        return new String(line, 0, length, StandardCharsets.UTF_8).startsWith(beginning);
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        try {
            output.write(bytes);
        } catch (SocketException closed) {
            // What the server should have said is checked by the lines that expect it.
        }
    }

    @Override
    public void shutDownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public int read() throws IOException {
        try {
            return input.read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    /** How long a read may wait from now on. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Closes it, with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the server has ended it too, so that nothing of this session is left when the next begins. */
    @Override
    public void close() throws IOException {
        try (socket) {
            socket.setSoTimeout(END_MILLIS);
            if (!socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
            byte[] rest = new byte[8_192];
            for (int i = 0; i < 1_000 && input.read(rest) >= 0; i++) {
                // Nobody wants it any more.
            }
        } catch (IOException gone) {
            // So is the session.
        }
    }
}
