package parley.client.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.client.error.ParleyException.ConnectionLost;

class LineDecoderTest {
    private final LineDecoder decoder = new LineDecoder();
    private final List<String> lines = new ArrayList<>();

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        decoder.feed(bytes, 0, bytes.length, lines::add);
    }

    @Test
    void splitsAtLineFeedsAndNowhereElse() {
        feed("one\r\ntwo\n\r\nthr\ree\u2028\u0085\u000b!\r\r\n");

        assertThat(lines).containsExactly("one", "two", "", "thr\ree\u2028\u0085\u000b!\r");
    }

    @Test
    void findsTheSameLinesWhereverTheBytesAreSplit() {
        byte[] bytes = "OK é€😀\r\nLOBBY x\r\n".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at <= bytes.length; at++) {
            lines.clear();
            LineDecoder fresh = new LineDecoder();
            fresh.feed(bytes, 0, at, lines::add);
            fresh.feed(bytes, at, bytes.length, lines::add);

            assertThat(lines).as("split at %s", at).containsExactly("OK é€😀", "LOBBY x");
        }
    }

    @Test
    void holdsALongLineTogether() {
        String long1 = "x".repeat(300 << 10);
        for (int at = 0; at < long1.length(); at += 1_000) {
            feed(long1.substring(at, Math.min(long1.length(), at + 1_000)));
        }
        assertThat(lines).isEmpty();
        feed("\r\nnext\n");

        assertThat(lines).containsExactly(long1, "next");
    }

    @Test
    void givesNoLineThatHasNoEnd() {
        feed("whole\nhalf");

        assertThat(lines).containsExactly("whole");
    }

    @Test
    void readsWhatIsNotUtf8AsWellAsCanBe() {
        decoder.feed(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 0, 4, lines::add);

        assertThat(lines).containsExactly("a\ufffdb");
    }

    @Test
    void refusesALineWithoutEnd() {
        byte[] much = new byte[1 << 20];
        assertThatThrownBy(() -> {
                    for (int i = 0; i <= 16; i++) {
                        decoder.feed(much, 0, much.length, lines::add);
                    }
                })
                .isInstanceOf(ConnectionLost.class);
    }
}
