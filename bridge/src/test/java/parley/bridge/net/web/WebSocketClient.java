package parley.bridge.net.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket's client side as RFC 6455 has it, frame by frame, for tests: blocking, and with patience of ten seconds. */
public final class WebSocketClient implements Closeable {
    public static final int FINAL = 0x80;
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] MASK = {0x12, (byte) 0xF4, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream input;
    private final List<String> head = new ArrayList<>();

    /** What the server sends. */
    public static final class Frame {
        private final int first;
        private final byte[] payload;

        private Frame(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        /** The first byte: the opcode, {@link #FINAL} and what is reserved. */
        public int first() {
            return first;
        }

        public String text() {
            return new String(payload, UTF_8);
        }

        /** The code of a close. */
        public int code() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private WebSocketClient(Socket socket, String... headers) throws IOException {
        this.socket = socket;
        this.input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.getOutputStream().write(request(headers).getBytes(UTF_8));
        for (String line = headLine(); !line.isEmpty(); line = headLine()) {
            head.add(line);
        }
    }

    /** A handshake, with these headers too. */
    public static String request(String... headers) {
        StringBuilder request = new StringBuilder();
        for (String line : List.of(
                "GET /chat HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: keep-alive, Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")) {
            request.append(line).append("\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private String headLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.readUnsignedByte(); octet != '\n'; octet = input.readUnsignedByte()) {
            line.write(octet);
        }
        return line.toString(UTF_8).strip();
    }

    /** Connects; whether that is accepted says {@link #head}. */
    public static WebSocketClient connect(int port, String... headers) {
        try {
            return over(new Socket(InetAddress.getLoopbackAddress(), port), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static WebSocketClient over(Socket socket, String... headers) {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return new WebSocketClient(socket, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status line and headers of the answer. */
    public List<String> head() {
        return head;
    }

    public void send(String text) {
        frame(FINAL | TEXT, text.getBytes(UTF_8));
    }

    /** Sends a whole frame, masked. */
    public void frame(int first, byte... payload) {
        write(bytes(first, payload));
    }

    public void close(int code) {
        frame(FINAL | CLOSE, (byte) (code >> 8), (byte) code);
    }

    /** The bytes of a frame, masked. */
    public static byte[] bytes(int first, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int at = 0; at < payload.length; at++) {
            frame.put((byte) (payload[at] ^ MASK[at % MASK.length]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** Sends bytes as they are. */
    public void write(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame; fails at the end of the stream. */
    public Frame frame() {
        try {
            int first = input.readUnsignedByte();
            int length = input.readUnsignedByte();
            assertThat(length & 0x80).as("a server's frames are not masked").isZero();
            long bytes = length < 126 ? length : length == 126 ? input.readUnsignedShort() : input.readLong();
            byte[] payload = new byte[(int) bytes];
            input.readFully(payload);
            return new Frame(first, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line. */
    public String line() {
        Frame frame = frame();
        assertThat(frame.first()).as("a text message, not %s", frame).isEqualTo(FINAL | TEXT);
        return frame.text();
    }

    /** Sends a line and reads its answer, the status line last. */
    public List<String> ask(String line) {
        send(line);
        List<String> answer = new ArrayList<>();
        do {
            answer.add(line());
        } while (!answer.get(answer.size() - 1).matches("(OK|ERR|BYE)( .*)?"));
        return answer;
    }

    /** Connects and logs in. */
    public static WebSocketClient login(int port, String nick) {
        WebSocketClient client = connect(port);
        assertThat(client.line()).startsWith("OK parley/1 ");
        assertThat(client.ask(nick)).singleElement().asString().startsWith("OK Welcome " + nick + "!");
        return client;
    }

    /** The server closes by this code, and says nothing more. */
    public void assertClosed(int code) {
        Frame frame = frame();
        assertThat(frame.first()).as("a close, not %s", frame.text()).isEqualTo(FINAL | CLOSE);
        assertThat(frame.code()).isEqualTo(code);
        assertThat(isAtEnd()).isTrue();
    }

    /** Whether the server has closed the connection, having sent nothing more. */
    public boolean isAtEnd() {
        try {
            return input.read() == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that came and were not read, and that the system holds. */
    public Socket socket() {
        return socket;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
