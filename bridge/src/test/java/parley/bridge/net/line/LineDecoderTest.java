package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Limits;

/** Holds that it doesn't matter in which pieces bytes come: alone, all at once, or anyhow. */
class LineDecoderTest {
    private static final int MAX_LINE = 12;
    private static final int INPUTS = 20_000;

    /** Whatever ends, begins or breaks something; else text. */
    private static final int[] SPECIAL = {'\n', '\r', 0, 255, 250, 240, 251, 253, 'x', 'y', 0xC3, 0xA9};

    private final Random random = new Random(17);

    @Test
    void piecesMakeNoDifference() {
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = input(random.nextInt(60));
            assertThat(decode(input, input.length)).as("input %d", i).isEqualTo(decode(input, 1));
            assertThat(decode(input, 1 + random.nextInt(9))).as("input %d", i).isEqualTo(decode(input, 1));
        }
    }

    @Test
    void sizesAtTheLimitsMakeNoDifference() {
        for (int size : new int[] {MAX_LINE - 1, MAX_LINE, MAX_LINE + 1, Limits.FLOOD_BYTES - 1, Limits.FLOOD_BYTES}) {
            byte[] input = ("x".repeat(size) + "\nnext\n").getBytes(StandardCharsets.US_ASCII);
            for (int piece : new int[] {MAX_LINE, MAX_LINE + 1, 4_096, input.length}) {
                assertThat(decode(input, piece)).as("%d in %d", size, piece).isEqualTo(decode(input, 1));
            }
        }
    }

    @Test
    void takesUpToTheEndOfALineOnly() {
        Received received = new Received();
        LineDecoder decoder = new LineDecoder(MAX_LINE, received);
        ByteBuf bytes = Unpooled.copiedBuffer("one\ntwo\n", StandardCharsets.US_ASCII);
        while (received.lines.isEmpty()) {
            decoder.accept(bytes);
        }
        assertThat(bytes.readableBytes()).isEqualTo("two\n".length());
    }

    private byte[] input(int length) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) (random.nextBoolean() ? 'x' : SPECIAL[random.nextInt(SPECIAL.length)]);
        }
        return input;
    }

    private static List<Object> decode(byte[] input, int piece) {
        Received received = new Received();
        LineDecoder decoder = new LineDecoder(MAX_LINE, received);
        for (int start = 0; start < input.length; start += piece) {
            ByteBuf bytes = Unpooled.wrappedBuffer(input, start, Math.min(piece, input.length - start));
            while (bytes.isReadable()) {
                decoder.accept(bytes);
            }
        }
        decoder.end();
        return received.events;
    }
}
