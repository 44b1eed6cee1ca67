package parley.bridge.net.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeDetectorTest {
    private static final int MAX_LINE = 80;

    /** How it opens, and after how many bytes that is known. */
    private record Found(Opening opening, int bytes) {}

    private static Found found(String beginning) {
        ProbeDetector detector = new ProbeDetector(MAX_LINE);
        byte[] bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at++) {
            Opening opening = detector.accept(bytes[at]);
            if (opening != Opening.UNDECIDED) {
                return new Found(opening, at + 1);
            }
        }
        return new Found(Opening.UNDECIDED, bytes.length);
    }

    @Test
    void knowsProbesAtTheEarliestByte() {
        Map.of(
                        "GET / HTTP/1", Opening.HTTP,
                        "POST /lobby?x=1 HTTP/1", Opening.HTTP,
                        "OPTIONS * HTTP/1", Opening.HTTP,
                        "CONNECT host:7070 HTTP/1", Opening.HTTP,
                        "PRI * HTTP/2", Opening.HTTP,
                        "M-SEARCH * HTTP/1", Opening.HTTP,
                        "\u0016\u0003", Opening.TLS,
                        "SSH-2.", Opening.SSH,
                        "SSH-1.", Opening.SSH,
                        "\r\n\r\n\0\r\nQUIT\n", Opening.PROXY)
                .forEach((beginning, opening) -> assertThat(found(beginning + "0 and more"))
                        .as(beginning)
                        .isEqualTo(new Found(opening, beginning.length())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann\n",
                "GET\r\n",
                "get\n",
                "POST\n",
                "SSH-fan\n",
                "SSH-2\n",
                "SSH-\n",
                "SSH-.\n",
                "ann 0123456789abcdef0123456789abcdef\r\n",
                "GET 0123456789abcdef\n",
                "GET /\n",
                "GET / HTCPCP/1.0",
                "GET  / HTTP/1.1",
                " GET / HTTP/1.1",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "hello everybody here",
                "\n",
                "\r\0",
                "\r\n\n",
                "\r\n\r\n\0\r\nQUIX",
                "\r\nann\r\n",
                "\u0016\u0016",
                "\u00FF\u00FB\u0018",
                "an\u00E9 x HTTP/1.1",
                "1 / HTTP/1.1",
                "-1 / HTTP/1.1",
            })
    void takesEverythingElseForLines(String beginning) {
        assertThat(found(beginning).opening()).isEqualTo(Opening.LINES);
    }

    @Test
    void tellsARequestLineThatIsTooLongByItsMethod() {
        assertThat(found("POST /" + "x".repeat(MAX_LINE))).isEqualTo(new Found(Opening.HTTP, MAX_LINE + 1));
        assertThat(found("HELLO /" + "x".repeat(MAX_LINE))).isEqualTo(new Found(Opening.LINES, MAX_LINE + 1));
        assertThat(found("SSH-" + "1".repeat(MAX_LINE))).isEqualTo(new Found(Opening.LINES, MAX_LINE + 1));
    }

    @Test
    void waitsForNoMoreThanALine() {
        assertThat(found("a").opening()).isEqualTo(Opening.UNDECIDED);
        assertThat(found("a".repeat(MAX_LINE)).bytes()).isLessThanOrEqualTo(21);
        assertThat(found("POST /x HTTP").opening()).isEqualTo(Opening.UNDECIDED);
    }
}
