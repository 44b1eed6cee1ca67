package parley.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import parley.bridge.chat.session.Line;
import parley.bridge.net.line.LineDecoder;
import parley.bridge.net.line.LineFormat;

/** Measures the way from a client's bytes to its lines, a line at a time. */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodingBenchmark {
    private static final int LINES = 64;

    @Param({"16", "64", "1024"})
    public int textBytes;

    private ByteBuf input = Unpooled.EMPTY_BUFFER;

    @Setup
    public void fill() {
        byte[] lines = ("pub " + "x".repeat(textBytes) + "\r\n").repeat(LINES).getBytes(StandardCharsets.UTF_8);
        input = Unpooled.directBuffer(lines.length).writeBytes(lines);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void line(Blackhole lines) {
        LineDecoder decoder = new LineDecoder(4_096, new LineFormat.Receiver() {
            @Override
            public void line(Line line) {
                lines.consume(line);
            }

            @Override
            public void aside(Object message) {
                lines.consume(message);
            }
        });
        input.readerIndex(0);
        while (input.isReadable()) {
            decoder.accept(input);
        }
    }
}
