package parley.bridge.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.limits.MessageRate;

/** Every transcript, joined and byte by byte. */
class TranscriptTest {
    /** What a WebSocket has no place for: telnet, other protocols, bytes that are not UTF-8, a line without its end. */
    private static final Set<String> NO_MESSAGES = Set.of(
            "telnet-iac-iac.txt",
            "telnet-options.txt",
            "telnet-within.txt",
            "probes.txt",
            "bad-encoding.txt",
            "line-too-long.txt",
            "login-bad-lines.txt",
            "to-next-line-bad.txt",
            "unterminated.txt");

    @TestFactory
    Stream<DynamicTest> overTcpOnARealRedis() {
        return all(TcpStage::new);
    }

    @TestFactory
    Stream<DynamicTest> joinedOverTls12() {
        return played(
                Transcript.all().stream(), Player.LeaseTiming.JOINED, limits -> TcpStage.secured(limits, "TLSv1.2"));
    }

    /** Each byte is a record then; where there are too many of them, a busy machine would not be done in time. */
    @TestFactory
    Stream<DynamicTest> byteByByteOverTls13() {
        return played(
                Transcript.all().stream().filter(transcript -> transcript.bytes() < 20_000),
                Player.LeaseTiming.BYTE_BY_BYTE,
                limits -> TcpStage.secured(limits, "TLSv1.3"));
    }

    @TestFactory
    Stream<DynamicTest> overWebSockets() {
        return Stream.of(Player.LeaseTiming.values())
                .flatMap(pace -> played(
                        Transcript.all().stream().filter(transcript -> !NO_MESSAGES.contains(transcript.name())),
                        pace,
                        TcpStage::ofBrowsers));
    }

    @TestFactory
    Stream<DynamicTest> onChannelsInMemoryOverTheFake() {
        return all(EmbeddedStage::new);
    }

    @Test
    void thereAreTranscripts() {
        assertThat(Transcript.all()).hasSizeGreaterThan(30);
    }

    private static Stream<DynamicTest> all(Function<Limits, Stage> stages) {
        return Stream.of(Player.LeaseTiming.values()).flatMap(pace -> played(Transcript.all().stream(), pace, stages));
    }

    private static Stream<DynamicTest> played(
            Stream<Transcript> transcripts, Player.LeaseTiming pace, Function<Limits, Stage> stages) {
        return transcripts.map(transcript -> DynamicTest.dynamicTest(transcript.name() + ", " + pace, () -> {
            try (Stage stage = stages.apply(limits(transcript.options()))) {
                new Player(stage, pace).play(transcript);
            }
        }));
    }

    private static Limits limits(Map<String, String> options) {
        Limits defaults = Limits.defaults();
        assertThat(List.of(
                        "max-line",
                        "max-whispers",
                        "rate",
                        "byte-rate",
                        "max-sessions",
                        "max-per-address",
                        "connect-rate"))
                .containsAll(options.keySet());
        return defaults.withMaxLine(number(options, "max-line", defaults.maxLine()))
                .withMaxWhispers(
                        number(options, "max-whispers", defaults.whispers().messages()))
                .with(new MessageRate(
                        number(options, "rate", defaults.rate().messages()),
                        number(options, "byte-rate", defaults.rate().bytes())))
                .with(new AdmissionLimits(
                        number(options, "max-sessions", defaults.admission().sessions()),
                        number(options, "max-per-address", defaults.admission().perAddress()),
                        number(options, "connect-rate", defaults.admission().connectRate())));
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, String.valueOf(otherwise)));
    }
}
