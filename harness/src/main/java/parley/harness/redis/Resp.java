package parley.harness.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends Redis this program's own commands, on one connection each, so that no fault lingers in it. */
public final class Resp {
    private static final int PATIENCE_MILLIS = 8_000;

    private Resp() {}

    /**
     * Sends a command.
     *
     * @return its answer as text, the elements of arrays with a line end between, nothing where it is null
     * @throws IOException when there is none, or it is an error
     */
    public static String call(int port, String... command) throws IOException {
        try (Socket socket = open(port, PATIENCE_MILLIS)) {
            socket.getOutputStream().write(encode(command));
            return text(input(socket));
        }
    }

    /** The same for whom that password lets in. */
    public static String callAs(String password, int port, String... command) throws IOException {
        try (Socket socket = open(port, PATIENCE_MILLIS)) {
            DataInputStream in = input(socket);
            socket.getOutputStream().write(encode("AUTH", password));
            text(in);
            socket.getOutputStream().write(encode(command));
            return text(in);
        }
    }

    private static byte[] encode(String... command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("*" + command.length + "\r\n").getBytes(UTF_8));
        for (String word : command) {
            byte[] content = word.getBytes(UTF_8);
            bytes.writeBytes(("$" + content.length + "\r\n").getBytes(UTF_8));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /**
     * Sends a command whose answer is an array.
     *
     * @return its elements as text
     */
    public static List<String> list(int port, String... command) throws IOException {
        try (Socket socket = open(port, PATIENCE_MILLIS)) {
            socket.getOutputStream().write(encode(command));
            return answer(input(socket));
        }
    }

    /**
     * Subscribes to a channel and waits for what is published there next.
     *
     * @throws IOException when nothing comes in time, or the server refuses
     */
    public static String heard(int port, String channel, Duration patience) throws IOException {
        try (Socket socket = open(port, (int) patience.toMillis())) {
            socket.getOutputStream().write(encode("SUBSCRIBE", channel));
            DataInputStream in = input(socket);
            answer(in);
            return answer(in).get(2);
        }
    }

    private static Socket open(int port, int patienceMillis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(patienceMillis);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    private static DataInputStream input(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    private static String text(DataInputStream in) throws IOException {
        return String.join("\n", answer(in));
    }

    /** The elements of an array, or the one that it is. */
    private static List<String> answer(DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            bytes.write(next);
        }
        String first = bytes.toString(UTF_8).stripTrailing();
        switch (first.charAt(0)) {
            case '-' -> throw new IOException(first.substring(1));
            case '$' -> {
                byte[] content = new byte[Math.max(0, Integer.parseInt(first.substring(1)))];
                in.readFully(content);
                in.readFully(new byte[first.equals("$-1") ? 0 : 2]);
                return List.of(new String(content, UTF_8));
            }
            case '*' -> {
                List<String> elements = new ArrayList<>();
                for (int left = Integer.parseInt(first.substring(1)); left > 0; left--) {
                    elements.add(text(in));
                }
                return elements;
            }
            default -> {
                return List.of(first.substring(1));
            }
        }
    }
}
