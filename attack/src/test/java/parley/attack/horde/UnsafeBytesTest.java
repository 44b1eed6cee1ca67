package parley.attack.horde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeBytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOBBY 2026-11-23T10:01:02.345678Z ann: hello\tthere\r\n",
                "\u00E9\u4E2D\uD83D\uDE00 \u2027\u2070\u00A0",
                ""
            })
    void whatIsSafeIsPassedOver(String text) {
        assertThat(UnsafeBytes.find(ByteBuffer.wrap(text.getBytes(UTF_8)))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0007",
                "\u001B[2J",
                "\u007F",
                "\u0085",
                "\u009F",
                "\u2028",
                "\u202E",
                "\u2066",
                "\uFEFF",
                "\uFFFE"
            })
    void whatIsUnsafeIsFound(String text) {
        assertThat(UnsafeBytes.find(ByteBuffer.wrap(("OK " + text + " more\r\n").getBytes(UTF_8))))
                .isNotNull();
    }

    @Test
    void bytesThatAreInNoUtf8AreFound() {
        for (int octet : new int[] {0xC0, 0xC1, 0xF5, 0xFE}) {
            assertThat(UnsafeBytes.find(ByteBuffer.wrap(new byte[] {'a', (byte) octet, 'b'})))
                    .isNotNull();
        }
    }

    @Test
    void aCharacterThatTwoReadsShareIsPassedOver() {
        byte[] euro = "\u20AC".getBytes(UTF_8);

        assertThat(UnsafeBytes.find(ByteBuffer.wrap(euro, 0, 2))).isNull();
        assertThat(UnsafeBytes.find(ByteBuffer.wrap(euro, 2, 1))).isNull();
    }

    @Test
    void telnetsRefusalsAreNoText() {
        assertThat(UnsafeBytes.find(ByteBuffer.wrap(new byte[] {(byte) 255, (byte) 252, 1})))
                .isNull();
    }
}
