package parley.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import parley.archiver.words.Segmentation;
import parley.archiver.words.SenderName;

/** Measures what an archiver does with each message before SQLite has it: cutting its text and its sender into words. */
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WordsBenchmark {
    @Param({
        "|042|00012345|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "Has anybody tried the new release with sentinels? It won't start.",
        "\u00DCbrigens: die Stra\u00DFe nach K\u00F6ln ist ab morgen wieder frei, sagt man."
    })
    public String text = "";

    public String sender = "Ann-42";

    @Benchmark
    public String text() {
        return Segmentation.index(text);
    }

    @Benchmark
    public String sender() {
        return SenderName.index(sender);
    }
}
