package parley.bridge.net.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.chat.session.Line;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.Received;
import parley.bridge.net.web.WebSocketClient;

/** Frames, whatever packets they come in. */
class FrameReaderTest {
    private static final int MAX_LINE = 300;
    private static final int FINAL = WebSocketClient.FINAL;
    private static final int TEXT = WebSocketClient.TEXT;

    private List<Object> pongs = List.of();
    private List<Line> lines = List.of();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private FrameReaderTest frame(int first, byte... payload) {
        sent.writeBytes(WebSocketClient.bytes(first, payload));
        return this;
    }

    private FrameReaderTest text(int first, String payload) {
        return frame(first, payload.getBytes(UTF_8));
    }

    private FrameReaderTest raw(String hex) {
        sent.writeBytes(HexFormat.of().parseHex(hex));
        return this;
    }

    /** Reads what was sent, joined and byte by byte, and returns what it is closed by. */
    private @Nullable Integer read() {
        Integer joined = read(sent.size());
        List<Line> joinedLines = List.copyOf(lines);
        List<Object> joinedPongs = List.copyOf(pongs);
        assertThat(read(1)).isEqualTo(joined);
        assertThat(lines).isEqualTo(joinedLines);
        assertThat(pongs).usingRecursiveComparison().isEqualTo(joinedPongs);
        return joined;
    }

    private @Nullable Integer read(int piece) {
        Received received = new Received();
        FrameReader reader = new FrameReader(MAX_LINE, received);
        ByteBuf bytes = Unpooled.wrappedBuffer(sent.toByteArray());
        while (bytes.isReadable() && !reader.isOver()) {
            ByteBuf next = bytes.readSlice(Math.min(piece, bytes.readableBytes()));
            while (next.isReadable() && !reader.isOver()) {
                int before = received.lines.size();
                reader.accept(next);
                assertThat(received.lines.size() - before).as("lines at a time").isLessThanOrEqualTo(1);
            }
        }
        lines = received.lines;
        pongs = received.asides;
        WebSocketCloseStatus status = reader.status();
        return status == null ? null : status.code();
    }

    @Test
    void eachTextMessageIsALine() {
        assertThat(text(FINAL | TEXT, "ann")
                        .text(FINAL | TEXT, "")
                        .text(FINAL | TEXT, "pub Grüße ☃ 😀")
                        .text(FINAL | TEXT, "x".repeat(MAX_LINE))
                        .read())
                .isNull();
        assertThat(lines)
                .containsExactly(Line.of("ann"), Line.of(""), Line.of("pub Grüße ☃ 😀"), Line.of("x".repeat(MAX_LINE)));
    }

    @Test
    void fragmentsArePutTogetherAndMayHaveOthersBetween() {
        byte[] snowman = "☃".getBytes(UTF_8);
        assertThat(text(TEXT, "pub a")
                        .text(FINAL | WebSocketClient.PING, "hello")
                        .frame(0, snowman[0])
                        .frame(0)
                        .frame(0, snowman[1], snowman[2])
                        .text(FINAL | WebSocketClient.PONG, "unasked")
                        .text(FINAL, "b")
                        .text(FINAL | TEXT, "ping")
                        .read())
                .isNull();
        assertThat(lines).containsExactly(Line.of("pub a☃b"), Line.of("ping"));
        assertThat(pongs)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Pong("hello".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\r", "a\r\nb", "\n\n", "a\u0000"})
    void whatNoLineHoldsIsBadEncoding(String text) {
        text(FINAL | TEXT, text).text(FINAL | TEXT, "a");
        assertThat(read()).isNull();
        assertThat(lines).containsExactly(Line.BAD_ENCODING, Line.of("a"));
    }

    @Test
    void aLongMessageIsALongLineOnce() {
        text(FINAL | TEXT, "x".repeat(MAX_LINE + 1))
                .text(TEXT, "x".repeat(MAX_LINE))
                .text(0, "\n".repeat(500))
                .text(FINAL, "a")
                .text(FINAL | TEXT, "a");
        assertThat(read()).isNull();
        assertThat(lines).containsExactly(Line.TOO_LONG, Line.TOO_LONG, Line.of("a"));
    }

    @Test
    void aMessageWithoutAnEndIsAFlood() {
        text(FINAL | TEXT, "x".repeat(Limits.FLOOD_BYTES - 1));
        assertThat(read()).isNull();
        assertThat(lines).containsExactly(Line.TOO_LONG);
        text(TEXT, "x".repeat(Limits.FLOOD_BYTES));
        read(1);
        assertThat(lines).containsSequence(Line.TOO_LONG, Line.TOO_LONG, Line.FLOOD);
    }

    @Test
    void emptyFragmentsAreAFloodToo() {
        text(TEXT, "");
        for (int frame = 0; frame < Limits.FLOOD_BYTES; frame++) {
            frame(0);
        }
        read(sent.size());
        assertThat(lines).containsExactly(Line.FLOOD);
    }

    /** What the length says is not believed, and nothing is held for it. */
    @Test
    void aFrameMayAnnounceMoreThanCanBe() {
        raw("81ff7fffffffffffffff00000000").raw("61".repeat(MAX_LINE + 1));
        assertThat(read()).isNull();
        assertThat(lines).containsExactly(Line.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "80, byte without a lead",
        "c0af, encoded longer than need be",
        "eda080, half of a pair",
        "f4908080, beyond Unicode",
        "ff, no byte of UTF-8",
        "e298, cut off",
        "e29861, broken off",
    })
    void badUtf8Closes(String hex, String what) {
        byte[] bad = HexFormat.of().parseHex(hex);
        text(FINAL | TEXT, "a").frame(FINAL | TEXT, bad).text(FINAL | TEXT, "b");
        assertThat(read()).as(what).isEqualTo(1007);
        assertThat(lines).containsExactly(Line.of("a"));
    }

    @Test
    void badUtf8ClosesBehindTheLengthOfALineToo() {
        text(TEXT, "x".repeat(MAX_LINE + 1)).frame(0, (byte) 0xFF).text(FINAL, "b");
        assertThat(read()).isEqualTo(1007);
        assertThat(lines).containsExactly(Line.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "8100, 1002, unmasked",
        "c18000000000, 1002, a reserved bit",
        "838000000000, 1002, an unknown opcode",
        "808000000000, 1002, a continuation of nothing",
        "8280000000, , not whole yet",
        "828000000000, 1003, binary",
        "018000000000828000000000, 1002, binary within a text",
        "018000000000818000000000, 1002, a text within a text",
        "098000000000, 1002, a ping in pieces",
        "89fe007e00000000, 1002, a ping too long",
        "81fe000100000000, 1002, a length longer than need be",
        "81ff000000000000ffff00000000, 1002, a length longer than need be",
        "81ffffffffffffffffff00000000, 1002, a negative length",
        "888000000000, 1000, a close without a code",
        "88810000000003, 1002, a close with half a code",
        "88820000000003e9, 1001, a close",
        "88820000000003ed, 1002, a close by a code that is none",
        "88830000000003e8ff, 1007, a close for a reason that is no UTF-8",
        "888400000000ffff6161, 1002, a close by a code that is none",
    })
    void whatCannotBeTakenCloses(String hex, @Nullable Integer code, String what) {
        raw(hex).text(FINAL | TEXT, "b");
        if (code == null) {
            sent.reset();
            raw(hex);
        }
        assertThat(read()).as(what).isEqualTo(code);
        assertThat(lines).isEmpty();
    }
}
