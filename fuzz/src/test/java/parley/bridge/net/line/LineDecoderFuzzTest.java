package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import parley.bridge.chat.session.Line;

/** Compares the decoder, which gets the bytes in pieces, with a reference that sees all of them. */
class LineDecoderFuzzTest {
    private static final int MAX_LINE = 24;

    @FuzzTest
    void lines(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        List<byte[]> refusals = new ArrayList<>();
        LineDecoder decoder = new LineDecoder(MAX_LINE, new LineFormat.Receiver() {
            @Override
            public void line(Line line) {
                lines.add(line);
            }

            @Override
            public void aside(Object message) {
                refusals.add(ByteBufUtil.getBytes((ByteBuf) message));
            }
        });
        for (int start = 0, end; start < bytes.length; start = end) {
            end = Math.min(bytes.length, start + 1 + (bytes[start] & 0x1F));
            ByteBuf piece = Unpooled.wrappedBuffer(bytes, start, end - start);
            while (piece.isReadable()) {
                decoder.accept(piece);
            }
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
