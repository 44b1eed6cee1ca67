package parley.attack.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Lists what hostile clients send on a WebSocket, or in place of its handshake: something once, and something again and again. */
enum WebManner {
    HEAD_WITHOUT_END(Stage.IN_HANDSHAKE, Pace.SLOW, "", "X-More: yes\r\n"),
    ENDLESS_HEADER(Stage.IN_HANDSHAKE, Pace.FAST, "X-More: ", "x".repeat(4_096)),
    SECOND_REQUEST(Stage.OPEN, Pace.FAST, "GET /chat HTTP/1.1\r\nHost: parley\r\n\r\n", ""),
    HUGE_FRAME(
            Stage.OPEN, Pace.FAST, ClientFrames.header(ClientFrames.FINAL | ClientFrames.TEXT, 1L << 62), zeros(4_096)),
    NEGATIVE_LENGTH(
            Stage.OPEN, Pace.FAST, ClientFrames.header(ClientFrames.FINAL | ClientFrames.TEXT, -1), zeros(4_096)),
    EMPTY_FRAGMENTS(Stage.OPEN, Pace.FAST, fragment(ClientFrames.TEXT, ""), ClientFrames.times(500, fragment(0, ""))),
    SMALL_FRAGMENTS(Stage.OPEN, Pace.FAST, fragment(ClientFrames.TEXT, "x"), ClientFrames.times(500, fragment(0, "x"))),
    SLOW_FRAGMENTS(Stage.OPEN, Pace.SLOW, fragment(ClientFrames.TEXT, "x"), fragment(0, "x")),
    SLOW_FRAME(Stage.OPEN, Pace.SLOW, ClientFrames.header(ClientFrames.FINAL | ClientFrames.TEXT, 4_000), zeros(1)),
    LONG_MESSAGES(Stage.OPEN, Pace.FAST, new byte[0], text("x".repeat(5_000))),
    UNMASKED(
            Stage.OPEN,
            Pace.FAST,
            ClientFrames.unmasked(ClientFrames.FINAL | ClientFrames.TEXT, utf8("eve")),
            zeros(64)),
    RESERVED_BITS(Stage.OPEN, Pace.FAST, ClientFrames.frame(0xF1, utf8("eve")), zeros(64)),
    RESERVED_OPCODE(Stage.OPEN, Pace.FAST, ClientFrames.frame(0x83, utf8("eve")), zeros(64)),
    RESERVED_CONTROL(Stage.OPEN, Pace.FAST, ClientFrames.frame(0x8F, utf8("eve")), zeros(64)),
    LONE_CONTINUATION(Stage.OPEN, Pace.FAST, ClientFrames.frame(0x80, utf8("eve")), zeros(64)),
    TWO_MESSAGES_AT_ONCE(Stage.OPEN, Pace.FAST, fragment(ClientFrames.TEXT, "x"), text("eve")),
    BINARY(Stage.OPEN, Pace.FAST, ClientFrames.frame(0x82, utf8("eve")), text("eve")),
    NO_UTF8(Stage.OPEN, Pace.FAST, ClientFrames.frame(0x81, new byte[] {'e', (byte) 0xC0, (byte) 0x80}), text("eve")),
    LONG_PING(Stage.OPEN, Pace.FAST, ClientFrames.header(0x80 | ClientFrames.PING, 126), zeros(126)),
    PING_IN_FRAGMENTS(Stage.OPEN, Pace.FAST, fragment(ClientFrames.PING, "x"), fragment(0, "x")),
    BAD_CLOSE(Stage.OPEN, Pace.FAST, ClientFrames.frame(0x88, new byte[] {1}), zeros(64)),
    MORE_AFTER_CLOSE(Stage.OPEN, Pace.FAST, ClientFrames.frame(0x88, new byte[] {3, (byte) 0xE8}), text("eve")),
    PINGS(Stage.OPEN, Pace.FAST, new byte[0], ClientFrames.times(100, ping())),
    PINGS_UNREAD(Stage.UNREAD, Pace.FAST, new byte[0], ClientFrames.times(100, ping())),
    PINGS_IN_A_MESSAGE(Stage.OPEN, Pace.FAST, fragment(ClientFrames.TEXT, "x"), ClientFrames.times(100, ping())),
    PONGS(Stage.OPEN, Pace.FAST, new byte[0], ClientFrames.times(100, ClientFrames.frame(0x8A, zeros(125)))),
    EMPTY_MESSAGES(Stage.OPEN, Pace.FAST, new byte[0], ClientFrames.times(200, text("")));

    /** When it is sent. */
    enum Stage {
        /** In place of the rest of the handshake. */
        IN_HANDSHAKE,
        /** Once the WebSocket is open. */
        OPEN,
        /** Then, too, and nothing is read any more. */
        UNREAD
    }

    /** How often the same is sent again. */
    enum Pace {
        /** Once a second. */
        SLOW,
        /** Whenever the system takes more. */
        FAST
    }

    private static final String REQUEST = "GET /chat HTTP/1.1\r\nHost: parley\r\n";
    private static final String REST = """
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """;

    private final Stage stage;
    private final Pace pace;
    /** Bytes, a character each. */
    private final String first;

    private final String again;

    WebManner(Stage stage, Pace pace, String first, String again) {
        this(stage, pace, utf8(first), utf8(again));
    }

    WebManner(Stage stage, Pace pace, byte[] first, byte[] again) {
        this.stage = stage;
        this.pace = pace;
        this.first = new String(first, ISO_8859_1);
        this.again = new String(again, ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] zeros(int count) {
        return new byte[count];
    }

    private static byte[] fragment(int opcode, String text) {
        return ClientFrames.frame(opcode, utf8(text));
    }

    private static byte[] text(String text) {
        return ClientFrames.frame(ClientFrames.FINAL | ClientFrames.TEXT, utf8(text));
    }

    private static byte[] ping() {
        byte[] payload = new byte[ClientFrames.CONTROL_MOST];
        Arrays.fill(payload, (byte) 'p');
        return ClientFrames.frame(ClientFrames.FINAL | ClientFrames.PING, payload);
    }

    /** What a connection begins with. */
    byte[] request() {
        return (stage == Stage.IN_HANDSHAKE ? REQUEST : REQUEST + REST).getBytes(US_ASCII);
    }

    boolean waitsForTheHandshake() {
        return stage != Stage.IN_HANDSHAKE;
    }

    boolean readsNothing() {
        return stage == Stage.UNREAD;
    }

    boolean isSlow() {
        return pace == Pace.SLOW;
    }

    /** What it says once. */
    ByteBuffer first() {
        return ByteBuffer.wrap(first.getBytes(ISO_8859_1));
    }

    /** What it says from then on; empty for nothing. */
    ByteBuffer again() {
        return ByteBuffer.wrap(again.getBytes(ISO_8859_1));
    }
}
