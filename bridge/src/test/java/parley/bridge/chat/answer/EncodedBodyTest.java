package parley.bridge.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Limits;

class EncodedBodyTest {
    private final RecordingOutlet outlet = new RecordingOutlet();

    @Test
    void aLongListComesInPiecesOfWholeLines() {
        List<String> lines =
                IntStream.range(0, 20_000).mapToObj(i -> "USER näme" + i).toList();
        EncodedBody body = EncodedBody.of(lines);
        List<String> written = new ArrayList<>();
        int pieces = 1;
        while (body.write(outlet, () -> {}) == Body.Progress.MORE) {
            pieces++;
            written.addAll(outlet.take());
        }
        written.addAll(outlet.take());

        assertThat(written).isEqualTo(lines);
        assertThat(pieces).isEqualTo(6);
        assertThat(body.count()).isEqualTo(20_000);
    }

    @Test
    void aListThatIsCopiedComesInSmallPieces() {
        List<String> lines =
                IntStream.range(0, 3_000).mapToObj(i -> "USER ann" + i).toList();
        EncodedBody body = EncodedBody.of(lines);
        Body.Progress progress = Body.Progress.MORE;
        while (progress == Body.Progress.MORE) {
            progress = body.write(outlet, () -> {});
        }

        assertThat(outlet.take()).isEqualTo(lines);
        assertThat(outlet.longestCopy).isBetween(Limits.UNTAKEN_BYTES, Limits.UNTAKEN_BYTES + 20);
    }

    @Test
    void aLongListIsNotCopiedForEachWhoGetsIt() {
        ByteBuffer few = EncodedBody.encode(List.of("USER ann"));
        ByteBuffer many = EncodedBody.encode(
                IntStream.range(0, 20_000).mapToObj(i -> "USER n" + i).toList());

        assertThat(few.isDirect()).isFalse();
        assertThat(many.isDirect()).isTrue();
    }
}
