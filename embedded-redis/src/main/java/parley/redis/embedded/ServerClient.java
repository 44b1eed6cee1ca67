package parley.redis.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a redis-server on a port of this machine whether it serves, and tells it to end. One connection a call. */
final class ServerClient {

    private static final int TIMEOUT_MILLIS = 1_000;

    private ServerClient() {}

    /** What answered a PING. */
    enum Health {
        /** Nothing did, or something that is not the process meant. */
        ABSENT,
        /** It is reading its data. */
        LOADING,
        /** It serves. */
        READY
    }

    /** Asks whether process {@code pid} serves {@code port}; another that holds the port counts as absent. */
    static Health health(int port, long pid) {
        try {
            String pong = call(port, "PING");
            if (pong.startsWith("-LOADING")) {
                return Health.LOADING;
            }
            boolean serves = pong.equals("+PONG")
                    && call(port, "INFO server").lines().anyMatch(line -> line.equals("process_id:" + pid));
            return serves ? Health.READY : Health.ABSENT;
        } catch (IOException nobodyThere) {
            return Health.ABSENT;
        }
    }

    /** Tells it to write what it has and end. It ends without an answer, so none is not an error. */
    static void shutDown(int port) {
        try {
            call(port, "SHUTDOWN");
        } catch (IOException ended) {
            // As it should: whether the process is gone, the caller sees for itself.
        }
    }

    private static String call(int port, String inlineCommand) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((inlineCommand + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return answer(new DataInputStream(socket.getInputStream()));
        }
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
