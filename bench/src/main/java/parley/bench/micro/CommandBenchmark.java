package parley.bench.micro;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.ForgetfulBridge;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.CommandTable;
import parley.bridge.chat.session.Line;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Origin;
import parley.bridge.chat.session.Session;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.ByteBufMemory;
import parley.protocol.CommandLine;

/** Measures the way from a line to its answer: parsing, dispatch, and the order of answers around them; Redis answers at once. */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommandBenchmark {
    private static final String PUB = "pub " + "x".repeat(64);

    /** Where the one session comes from. */
    private record Here() implements Origin {
        private static final ClientAddress COUNTED = ClientAddress.of(new byte[] {127, 0, 0, 1});

        @Override
        public long id() {
            return 1;
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public ClientAddress counted() {
            return COUNTED;
        }
    }

    private final ForgetfulBridge redis = new ForgetfulBridge();
    private final CountingOutlet outlet = new CountingOutlet();
    private final CommandTable commands = new Commands(redis, redis, redis, redis);
    private final Session session;

    public CommandBenchmark() {
        LobbyLog log = new LobbyLog(
                ByteBufMemory.source(io.netty.buffer.UnpooledByteBufAllocator.DEFAULT), 2, Limits.SEGMENT_BYTES);
        Lobby lobby = new Lobby(log, InstantSource.system());
        session = new Session(
                new ChatRoom(
                        lobby,
                        new Login(lobby, redis, redis, redis, new Sessions(), Fence.NONE),
                        commands,
                        new Sessions(),
                        redis,
                        Limits.unlimited()),
                outlet,
                Runnable::run,
                new Here());
        session.conversation().accept(Line.of("ann"));
        session.conversation().pump();
    }

    @Benchmark
    public void parse(Blackhole parsed) {
        parsed.consume(CommandLine.parse(PUB));
    }

    @Benchmark
    public void dispatch(Blackhole replies) {
        replies.consume(commands.read(session, new CommandLine("ping", "", false))
                .action()
                .get());
    }

    @Benchmark
    public int ping() {
        return answer("ping");
    }

    @Benchmark
    public int pub() {
        return answer(PUB);
    }

    private int answer(String line) {
        session.conversation().accept(Line.of(line));
        session.conversation().pump();
        return outlet.lines();
    }
}
