package parley.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Reads from Parley what was said since a moment, as one does who comes back; on whatever thread calls it. */
public final class ReturningReader implements AutoCloseable {
    private static final int PIECE = 64 * 1024;
    private static final int LINE = 8_192;

    private final Socket socket;
    private final InputStream input;
    private final byte[] piece = new byte[PIECE];
    private int at;
    private int end;
    /** The line that was read last, without its end. */
    private final byte[] line = new byte[LINE];

    private int length;

    /** Logs in. */
    public ReturningReader(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        input = socket.getInputStream();
        send("b" + ClientNumbers.next() + "\nping\n");
        nextLine(); // the greeting
        nextLine(); // the welcome
        nextLine();
    }

    /** The moment up to which this session has everything. */
    public String mark() throws IOException {
        send("mark\n");
        nextLine();
        return text().substring("OK ".length());
    }

    /**
     * Reads what was said since.
     *
     * @return how many messages; fails where some are missing
     */
    public long since(String moment) throws IOException {
        send("since " + moment + "\n");
        long messages = 0;
        nextLine();
        while (line[0] == 'L') {
            messages++;
            nextLine();
        }
        String status = text();
        if (!status.equals("OK " + messages)) {
            throw new MisdeliveryException("behind " + messages + " messages came " + status);
        }
        return messages;
    }

    private void send(String lines) throws IOException {
        socket.getOutputStream().write(Text.ascii(lines));
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private void nextLine() throws IOException {
        length = 0;
        while (true) {
            if (at == end) {
                at = 0;
                end = input.read(piece);
                if (end < 0) {
                    throw new IOException("the server closed a connection");
                }
            }
            byte octet = piece[at++];
            if (octet == '\n') {
                return;
            }
            if (octet != '\r') {
                line[length++] = octet;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
