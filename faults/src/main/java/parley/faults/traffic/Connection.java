package parley.faults.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends lines to a bridge and reads its lines. A read that timed out may be tried again: nothing of a line is lost. One thread;
 * any may close.
 */
final class Connection implements Closeable {
    private static final int CONNECT_MILLIS = 2_000;

    private final Socket socket;
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    private Connection(Socket socket) {
        this.socket = socket;
    }

    static Connection open(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void send(String line) throws IOException {
        sendAll(line + "\r\n");
    }

    /** Sends whole lines with their ends. */
    void sendAll(CharSequence lines) throws IOException {
        socket.getOutputStream().write(lines.toString().getBytes(UTF_8));
    }

    /**
     * The next line without its end.
     *
     * @throws SocketTimeoutException when it does not come in time
     * @throws EOFException at the end
     */
    String read(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        int searched = start;
        while (true) {
            for (; searched < end; searched++) {
                if (buffer[searched] == '\n') {
                    return take(searched);
                }
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException("no line within " + patience.toMillis() + " ms");
            }
            int shift = makeRoom();
            searched -= shift;
            socket.setSoTimeout((int) millis);
            int read = socket.getInputStream().read(buffer, end, buffer.length - end);
            if (read < 0) {
                throw new EOFException("closed");
            }
            end += read;
        }
    }

    private String take(int lineFeed) {
        int last = lineFeed > start && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        String line = new String(buffer, start, last - start, UTF_8);
        start = lineFeed + 1;
        return line;
    }

    private int makeRoom() {
        int shift = start;
        byte[] roomier = end - start < buffer.length / 2 ? buffer : Arrays.copyOf(buffer, buffer.length * 2);
        System.arraycopy(buffer, start, roomier, 0, end - start);
        buffer = roomier;
        end -= start;
        start = 0;
        return shift;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that does not close", e);
        }
    }
}
