package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.session.Line;
import parley.bridge.limits.Limits;

class LineFramerTest {
    private final LineFramer framer = new LineFramer(8);

    private List<Line> feed(String latin1) {
        List<Line> lines = new ArrayList<>();
        for (byte octet : latin1.getBytes(StandardCharsets.ISO_8859_1)) {
            Line line = framer.accept(octet & 0xFF);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static Line[] lines(String... texts) {
        return java.util.Arrays.stream(texts).map(Line::of).toArray(Line[]::new);
    }

    @Test
    void knowsAllLineEnds() {
        assertThat(feed("a\nb\r\nc\r\0d\r\0\ne\n\n")).containsExactly(lines("a", "b", "c", "d", "e", ""));
    }

    @Test
    void doesNotCountTheEnd() {
        assertThat(feed("12345678\r\n12345678\n12345678\r\0"))
                .containsExactly(lines("12345678", "12345678", "12345678"));
    }

    @Test
    void saysOnceThatALineIsTooLong() {
        assertThat(feed("123456789")).containsExactly(Line.TOO_LONG);
        assertThat(feed("xxxx\0\r\u00ff\r\nnext\n")).containsExactly(lines("next"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(feed("\u00ff\n")).containsExactly(Line.BAD_ENCODING);
        assertThat(feed("a\0b\n")).containsExactly(Line.BAD_ENCODING);
        assertThat(feed("a\rb\n")).containsExactly(Line.BAD_ENCODING);
        assertThat(feed("a\r\rb\n")).containsExactly(Line.BAD_ENCODING);
        assertThat(feed("a\r\r\n")).containsExactly(Line.BAD_ENCODING);
        assertThat(feed("\u00ed\u00a0\u0080\n")).as("a surrogate").containsExactly(Line.BAD_ENCODING);
        assertThat(feed("\u00ef\u00bf\u00bd\n")).as("U+FFFD itself").containsExactly(lines("\ufffd"));
        assertThat(feed("\u00c3\u00a9\n")).containsExactly(lines("é"));
    }

    @Test
    void aLastLineWithoutEndCounts() {
        assertThat(feed("bye")).isEmpty();
        assertThat(framer.end()).isEqualTo(Line.of("bye"));
        assertThat(framer.end()).isNull();
    }

    @Test
    void nothingIsNoLastLine() {
        feed("a\n");
        assertThat(framer.end()).isNull();
    }

    @Test
    void callsItAFloodAtTheLimitAndNotBefore() {
        String most = "x".repeat(Limits.FLOOD_BYTES - 1);
        assertThat(feed(most)).containsExactly(Line.TOO_LONG);
        assertThat(feed("\n")).isEmpty();
        assertThat(feed(most + "\r\n" + most + "\r\0")).containsExactly(Line.TOO_LONG, Line.TOO_LONG);
        assertThat(feed(most + "x")).containsExactly(Line.TOO_LONG, Line.FLOOD);
    }

    @Test
    void takesACrForTheEndOnlyWhereItIs() {
        String most = "x".repeat(Limits.FLOOD_BYTES - 1);
        assertThat(feed(most + "\r")).containsExactly(Line.TOO_LONG);
        assertThat(feed("x")).containsExactly(Line.FLOOD);
        assertThat(new LineFramerTest().feed("\r".repeat(Limits.FLOOD_BYTES + 1)))
                .containsExactly(Line.FLOOD);
    }

    @Test
    void bytesThatBelongToNoLineFloodToo() {
        for (int taken = 1; taken < Limits.FLOOD_BYTES; taken++) {
            assertThat(framer.skip()).isNull();
        }
        assertThat(framer.skip()).isEqualTo(Line.FLOOD);
    }
}
