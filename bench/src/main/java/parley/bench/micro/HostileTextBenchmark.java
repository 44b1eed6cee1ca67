package parley.bench.micro;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import parley.bridge.chat.name.NicknameCheck;
import parley.bridge.chat.name.Nicknames;
import parley.protocol.SafeText;

/**
 * Measures lines that were made to cost much, each piece over and over in a line of so many bytes: as a text, as a nickname, and as the
 * name that a whisper is for. Sixteen times the bytes may cost sixteen times as much, and names that are too long cost no more.
 */
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HostileTextBenchmark {
    /** What a line is made of. */
    public enum Piece {
        WORDS("hello "),
        MARK("\u0301"),
        MARKS_OUT_OF_ORDER("\u0315\u0300\u0323"),
        LIGATURE("\uFDFA"),
        JOINER("\u200D"),
        ROCKET_JOINER("\uD83D\uDE80\u200D"),
        FLAG_TAG("\uD83C\uDFF4\uDB40\uDC61");

        private final String text;

        Piece(String text) {
            this.text = text;
        }
    }

    @Param
    public Piece piece = Piece.WORDS;

    @Param({"4096", "65535"})
    public int bytes;

    private String line = "";

    @Setup
    public void write() {
        int pieceBytes = piece.text.getBytes(StandardCharsets.UTF_8).length;
        line = "a" + piece.text.repeat((bytes - 1) / pieceBytes);
    }

    @Benchmark
    public String text() {
        return SafeText.cleanForeign(line);
    }

    @Benchmark
    public NicknameCheck nickname() {
        return Nicknames.check(line);
    }

    @Benchmark
    public String someone() {
        return Nicknames.skeleton(line);
    }
}
