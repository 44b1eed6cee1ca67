package parley.redis.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a redis-server on a port of this machine whether it serves, and tells it to end. One connection a call. */
final class ServerClient {

    private static final int TIMEOUT_MILLIS = 1_000;

    private final int port;
    private final @Nullable String password;

    /** @param password of those who look after it; null where none is asked for */
    ServerClient(int port, @Nullable String password) {
        this.port = port;
        this.password = password;
    }

    /** What answered a PING. */
    enum Health {
        /** Nothing did, or something that is not the process meant. */
        ABSENT,
        /** It is reading its data. */
        LOADING,
        /** It serves. */
        READY
    }

    /** Asks whether process {@code pid} serves the port; another that holds it counts as absent. */
    Health health(long pid) {
        try {
            String pong = call(ServerAccess.OPERATOR, "PING");
            if (pong.startsWith("-LOADING")) {
                return Health.LOADING;
            }
            boolean serves = pong.equals("+PONG")
                    && call(ServerAccess.OPERATOR, "INFO server")
                            .lines()
                            .anyMatch(line -> line.equals("process_id:" + pid));
            return serves ? Health.READY : Health.ABSENT;
        } catch (IOException nobodyThere) {
            return Health.ABSENT;
        }
    }

    /** Tells it to write what it has and end. It ends without an answer, so none is not an error. */
    void shutDown() {
        try {
            call(ServerAccess.OPERATOR, "SHUTDOWN");
        } catch (IOException ended) {
            // As it should: whether the process is gone, the caller sees for itself.
        }
    }

    /**
     * Tells it whom to let in.
     *
     * @param opening the command; empty for none
     * @throws IOException where it does not do that
     */
    void open(String opening) throws IOException {
        if (!opening.isEmpty()) {
            String answer = call(ServerAccess.OPENER, opening);
            if (!answer.equals("+OK")) {
                throw new IOException(answer);
            }
        }
    }

    private String call(String user, String inlineCommand) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var in = new DataInputStream(socket.getInputStream());
            if (password != null) {
                send(socket, "AUTH " + user + " " + password);
                String welcome = answer(in);
                if (!welcome.equals("+OK")) {
                    throw new IOException(welcome);
                }
            }
            send(socket, inlineCommand);
            return answer(in);
        }
    }

    private static void send(Socket socket, String inlineCommand) throws IOException {
        socket.getOutputStream().write((inlineCommand + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(DataInputStream in) throws IOException {
        String first = line(in);
        if (!first.startsWith("$")) {
            return first;
        }
        byte[] bulk = new byte[Integer.parseInt(first.substring(1))];
        in.readFully(bulk);
        return new String(bulk, StandardCharsets.UTF_8);
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
