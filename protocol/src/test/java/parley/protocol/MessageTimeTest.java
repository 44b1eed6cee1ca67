package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTimeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000000Z",
        "1, 1970-01-01T00:00:00.000001Z",
        "-1, 1969-12-31T23:59:59.999999Z",
        "1795428062345678, 2026-11-23T10:01:02.345678Z",
        "1709164800000000, 2024-02-29T00:00:00.000000Z",
        "253402300799999999, 9999-12-31T23:59:59.999999Z",
    })
    void writesAndReadsSixDigits(long micros, String text) {
        assertThat(MessageTime.format(micros)).isEqualTo(text);
        assertThat(MessageTime.parse(text)).hasValue(micros);
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(20261123);
        for (int round = 0; round < 10_000; round++) {
            long micros = (long) (random.nextDouble() * 253_402_300_799_999_999L);
            assertThat(MessageTime.parse(MessageTime.format(micros))).hasValue(micros);
            assertThat(MessageTime.fromStreamId(MessageTime.toStreamId(micros))).isEqualTo(micros);
            assertThat(Instant.parse(MessageTime.format(micros)))
                    .isEqualTo(Instant.EPOCH
                            .plusNanos(0)
                            .plusSeconds(micros / 1_000_000)
                            .plusNanos(micros % 1_000_000 * 1_000));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-23T10:01:02Z",
                "2026-11-23T10:01:02.345Z",
                "2026-11-23T10:01:02.3456789Z",
                "2026-11-23T10:01:02.345678",
                "2026-11-23t10:01:02.345678Z",
                "2026-11-23T10:01:02.345678z",
                "2026-11-23 10:01:02.345678Z",
                "2026-11-23T10:01:02,345678Z",
                "2026-11-23T24:00:00.000000Z",
                "2026-12-31T23:59:60.000000Z",
                "2026-11-31T10:01:02.345678Z",
                "2026-02-29T10:01:02.345678Z",
                "2026-11-23T10:01:2.3456789Z",
                "2026-11-23T10:01:02.34567aZ",
                "-026-11-23T10:01:02.345678Z",
                "+2026-11-3T10:01:02.345678Z",
                "2026-11-23T10:01+01:00.345Z",
                "２026-11-23T10:01:02.345678Z",
                "1795428062345-678",
            })
    void readsNothingElse(String text) {
        assertThat(MessageTime.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0-0", "999, 0-999", "1000, 1-0", "1795428062345678, 1795428062345-678", "-5, 0-0"})
    void namesTheStreamEntry(long micros, String id) {
        assertThat(MessageTime.toStreamId(micros)).isEqualTo(id);
        assertThat(MessageTime.fromStreamId(id)).isEqualTo(Math.max(0, micros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "5",
                "5-",
                "-5",
                "5-1000",
                "5--3",
                "-5-3",
                "+5-3",
                "5-+3",
                "05-3",
                "5-03",
                "5-3-1",
                "a-b",
                "5 -3",
                "9223372036854775807-0",
                "99999999999999999999-0"
            })
    void knowsNoOtherStreamId(String id) {
        assertThatThrownBy(() -> MessageTime.fromStreamId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cutsWhatIsFinerThanAMicrosecond() {
        assertThat(MessageTime.ofInstant(Instant.ofEpochSecond(1, 999))).isEqualTo(1_000_000);
        assertThat(MessageTime.ofInstant(Instant.ofEpochSecond(-1, 1_999))).isEqualTo(-999_999);
    }
}
