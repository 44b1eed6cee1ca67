package parley.attack.horde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineScannerTest {
    private final List<String> lines = new ArrayList<>();
    private final LineScanner scanner = new LineScanner(lines::add);

    @Test
    void linesAreFoundWhereverTheyAreSplit() throws IOException {
        byte[] bytes = "OK one\r\nLOBBY 2026 ann: OK not this\r\nERR two\r\n".getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            lines.clear();
            scanner.take(ByteBuffer.wrap(bytes, 0, split));
            scanner.take(ByteBuffer.wrap(bytes, split, bytes.length - split));

            assertThat(lines).containsExactly("OK one", "ERR two");
        }
    }

    @Test
    void ofALongLineTheBeginningIsKept() throws IOException {
        scanner.take(ByteBuffer.wrap(("HELP " + "x".repeat(1_000) + "\r\nOK\r\n").getBytes(UTF_8)));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("HELP x").hasSize(LineScanner.KEPT);
        assertThat(lines.get(1)).isEqualTo("OK");
    }
}
