package parley.bridge.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import parley.conformance.suite.Failure;
import parley.conformance.transcript.Player;
import parley.conformance.transcript.Sending;
import parley.conformance.transcript.Stage;
import parley.conformance.transcript.Transcript;
import parley.conformance.transcript.Vectors;

/** Every transcript, joined and byte by byte. */
class TranscriptTest {
    /** What a WebSocket has no place for: telnet, other protocols, bytes that are not UTF-8, a line without its end. */
    private static final Set<String> NO_MESSAGES = Set.of(
            "telnet-iac-iac",
            "telnet-options",
            "telnet-within",
            "probes",
            "bad-encoding",
            "line-too-long",
            "login-bad-lines",
            "to-next-line-bad",
            "unterminated");

    private enum Cut {
        JOINED,
        BYTE_BY_BYTE;

        Sending sending() {
            return this == JOINED ? Sending.JOINED : Sending.BYTE_BY_BYTE;
        }
    }

    @TestFactory
    Stream<DynamicTest> overTcpOnARealRedis() throws IOException {
        return all(TcpStage::new);
    }

    @TestFactory
    Stream<DynamicTest> joinedOverTls12() throws IOException {
        return played(Vectors.all().stream(), Cut.JOINED, limits -> TcpStage.secured(limits, "TLSv1.2"));
    }

    /** Each byte is a record then; where there are too many of them, a busy machine would not be done in time. */
    @TestFactory
    Stream<DynamicTest> byteByByteOverTls13() throws IOException {
        return played(
                Vectors.all().stream().filter(transcript -> transcript.bytes() < 20_000),
                Cut.BYTE_BY_BYTE,
                limits -> TcpStage.secured(limits, "TLSv1.3"));
    }

    @TestFactory
    Stream<DynamicTest> overWebSockets() throws IOException {
        List<Transcript> transcripts = Vectors.all();
        return Stream.of(Cut.values())
                .flatMap(cut -> played(
                        transcripts.stream().filter(transcript -> !NO_MESSAGES.contains(transcript.name())),
                        cut,
                        TcpStage::ofBrowsers));
    }

    @TestFactory
    Stream<DynamicTest> onChannelsInMemoryOverTheFake() throws IOException {
        return all(EmbeddedStage::new);
    }

    @Test
    void thereAreTranscripts() throws IOException {
        assertThat(Vectors.all()).hasSizeGreaterThan(30);
    }

    private static Stream<DynamicTest> all(Function<Limits, Stage> stages) throws IOException {
        List<Transcript> transcripts = Vectors.all();
        return Stream.of(Cut.values()).flatMap(cut -> played(transcripts.stream(), cut, stages));
    }

    private static Stream<DynamicTest> played(Stream<Transcript> transcripts, Cut cut, Function<Limits, Stage> stages) {
        return transcripts.map(transcript -> DynamicTest.dynamicTest(transcript.name() + ", " + cut, () -> {
            try (Stage stage = stages.apply(limits(transcript.options()))) {
                new Player(stage, cut.sending()).play(transcript);
            } catch (Failure failure) {
                throw new AssertionError(failure.getMessage() + "\n" + failure.conversation(), failure);
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
