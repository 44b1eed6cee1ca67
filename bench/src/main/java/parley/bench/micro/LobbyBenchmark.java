package parley.bench.micro;

import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.ByteBufMemory;
import parley.protocol.MessageKind;

/** Measures a lobby message's way into the log, and out of it for one session. */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LobbyBenchmark {
    private static final String TEXT = "x".repeat(64);
    private static final byte[] ENCODED =
            ("LOBBY 2026-11-23T10:01:02.345678Z s0: " + TEXT + "\r\n").getBytes(StandardCharsets.UTF_8);
    private static final byte[] PAYLOAD = ("s0: " + TEXT).getBytes(StandardCharsets.UTF_8);
    private static final byte[] FOREIGN = ("s0: \u00FC" + TEXT).getBytes(StandardCharsets.UTF_8);
    /** A busy turn: what came since this session was last written to. */
    private static final int BEHIND = 100;

    private final LobbyLog log = new LobbyLog(
            ByteBufMemory.source(PooledByteBufAllocator.DEFAULT), Limits.LOG_SEGMENTS, Limits.SEGMENT_BYTES);
    private final Lobby lobby = new Lobby(log, InstantSource.system());
    private final LobbyLog standing = new LobbyLog(
            ByteBufMemory.source(PooledByteBufAllocator.DEFAULT), Limits.LOG_SEGMENTS, Limits.SEGMENT_BYTES);
    private final List<LobbyMessage> page = LongStream.range(1_790_000_000_000_000L, 1_790_000_000_001_000L)
            .mapToObj(time -> new LobbyMessage(time, MessageKind.LOBBY, "s0", TEXT))
            .toList();
    private long micros = 1_790_000_000_000_000L;

    public LobbyBenchmark() {
        for (int i = 0; i < 10 * BEHIND; i++) {
            standing.append(ENCODED, i, true);
        }
    }

    @TearDown
    public void free() {
        log.free();
        standing.free();
    }

    @Benchmark
    public String encode() {
        return new LobbyMessage(micros++, MessageKind.LOBBY, "s0", TEXT).line();
    }

    /** What {@code since} reads from the stream at one time. */
    @Benchmark
    public EncodedMessages encodePage() {
        return EncodedMessages.of(page);
    }

    @Benchmark
    public void append() {
        log.append(ENCODED, micros++, true);
    }

    @Benchmark
    public void encodeAndAppend() {
        lobby.stored(new LobbyMessage(micros++, MessageKind.LOBBY, "s0", TEXT));
    }

    /** As it comes on the subscription. */
    @Benchmark
    public void storePayload() {
        lobby.stored(micros++, PAYLOAD);
    }

    /** The same, where it is not ASCII alone. */
    @Benchmark
    public void storeForeignPayload() {
        lobby.stored(micros++, FOREIGN);
    }

    @Benchmark
    public long read() {
        long head = standing.head();
        LogSlice slice = standing.read(head - BEHIND, head, Limits.TURN_BYTES);
        if (slice == null) {
            throw new IllegalStateException("gone");
        }
        slice.memory().release();
        return slice.next();
    }
}
