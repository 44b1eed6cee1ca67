package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class MessageTimeFuzzTest {
    @FuzzTest
    void parse(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        MessageTime.parse(text)
                .ifPresent(micros -> assertThat(MessageTime.format(micros)).isEqualTo(text));
    }

    @FuzzTest
    void streamId(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        try {
            assertThat(MessageTime.toStreamId(MessageTime.fromStreamId(text))).isEqualTo(text);
        } catch (IllegalArgumentException foreign) {
            assertThat(foreign).hasMessageContaining("not a stream id");
        }
    }

    @FuzzTest
    void format(long micros) {
        long known = Math.floorMod(micros, StreamEntry.LAST_MICROS + 1);
        assertThat(MessageTime.parse(MessageTime.format(known))).hasValue(known);
        assertThat(MessageTime.fromStreamId(MessageTime.toStreamId(known))).isEqualTo(known);
    }
}
