package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import parley.bridge.chat.session.Line;

/** Compares the decoder, which sees one byte at a time, with a reference that sees all of them. */
class LineDecoderFuzzTest {
    private static final int MAX_LINE = 24;

    @FuzzTest
    void lines(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        List<byte[]> refusals = new ArrayList<>();
        LineDecoder decoder = new LineDecoder(MAX_LINE, refusals::add, lines::add);
        for (byte octet : bytes) {
            decoder.accept(octet & 0xFF);
        }
        decoder.end();
        if (bytes.length < 65_536) {
            assertThat(lines).isEqualTo(ReferenceDecoder.lines(ReferenceDecoder.withoutTelnet(bytes), MAX_LINE));
        }
        assertThat(refusals).allSatisfy(refusal -> assertThat(refusal).hasSize(3));
        assertThat(refusals.stream().map(refusal -> refusal[1] + " " + refusal[2]))
                .as("each option is refused once")
                .doesNotHaveDuplicates();
        assertThat(lines).allSatisfy(line -> assertThat(line.text()).doesNotContain("\n", "\r", "\0"));
    }
}
