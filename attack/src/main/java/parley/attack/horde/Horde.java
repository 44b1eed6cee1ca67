package parley.attack.horde;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;
import parley.harness.load.Loop;
import parley.harness.load.SocketBuffers;

/** Holds the connections of an attacker, or of a crowd, on the thread that uses it; closes them all at its end. */
public final class Horde implements AutoCloseable {
    /** Little on this side, as what is measured is the server's. */
    private static final SocketBuffers BUFFERS = new SocketBuffers(32 * 1024, 16 * 1024);

    /** Of those who read nothing. */
    private static final SocketBuffers SMALLEST = new SocketBuffers(4 * 1024, 16 * 1024);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Who come in at one time. */
    private static final int ENTERING = 50;

    private final Loop loop = new Loop();
    private final InetSocketAddress server;
    private final IntFunction<InetAddress> from;
    private final SocketBuffers buffers;
    private @Nullable Consumer<String> inspector;
    private long received;
    private int made;

    private Horde(InetSocketAddress server, IntFunction<InetAddress> from, SocketBuffers buffers) throws IOException {
        this.server = server;
        this.from = from;
        this.buffers = buffers;
    }

    /** Will all come from the attacker's address. */
    public static Horde ofAttacker(InetSocketAddress server) throws IOException {
        return new Horde(server, number -> Addresses.attacker(), BUFFERS);
    }

    /** Will come from there, too, and read next to nothing. */
    public static Horde ofSilentAttacker(InetSocketAddress server) throws IOException {
        return new Horde(server, number -> Addresses.attacker(), SMALLEST);
    }

    /** Will come from many addresses, so many from each. */
    public static Horde ofCrowd(InetSocketAddress server, int fromEach) throws IOException {
        return new Horde(server, number -> Addresses.crowd(number, fromEach), BUFFERS);
    }

    /** Has so many log in under that name and a number; returns those who are in. */
    public List<Member> enter(String name, int count) throws IOException {
        List<Member> entering = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entering.add(come(name.isEmpty() ? "" : name + made));
            awaitSettled(entering, ENTERING);
        }
        awaitSettled(entering, 1);
        return entering.stream()
                .filter(member -> !member.isOver() && member.refusal().isEmpty())
                .toList();
    }

    /** Has so many connect, who get their greeting and log in under no name. */
    public List<Member> connect(int count) throws IOException {
        return enter("", count);
    }

    private void awaitSettled(List<Member> entering, int fewerThan) throws IOException {
        int[] first = {0};
        loop.until(
                () -> {
                    while (first[0] < entering.size() && entering.get(first[0]).isSettled()) {
                        first[0]++;
                    }
                    return entering.stream()
                                    .skip(first[0])
                                    .filter(member -> !member.isSettled())
                                    .limit(fewerThan)
                                    .count()
                            < fewerThan;
                },
                PATIENCE,
                "answers to those who come in");
    }

    /** Has one begin to come in; a refusal to connect is a refusal like others. */
    public Member come(String nick) {
        Member member = new Member(this, nick);
        open(member);
        return member;
    }

    private void open(Member member) {
        try {
            member.on(loop.connect(from.apply(made++), server, member, buffers));
        } catch (IOException impossible) {
            member.broken(impossible);
        }
    }

    /** Opens a connection of any kind. */
    public Connection open(InputHandler handler) throws IOException {
        return loop.connect(from.apply(made++), server, handler, buffers);
    }

    /** Handles what comes until then, or for so long at the most; whether it came about. */
    public boolean until(Loop.Condition done, Duration limit) throws IOException {
        for (long end = System.nanoTime() + limit.toNanos(); System.nanoTime() < end; ) {
            if (done.holds()) {
                return true;
            }
            loop.turn(1);
        }
        return done.holds();
    }

    /** Handles what there is. */
    public void turn() throws IOException {
        loop.turn(1);
    }

    /** Handles what comes for so long. */
    public void during(Duration time) throws IOException {
        loop.during(time);
    }

    /** From now on looks at every byte that its members get. */
    public void inspect(Consumer<String> told) {
        inspector = told;
    }

    void got(ByteBuffer bytes) {
        received += bytes.remaining();
        if (inspector != null) {
            String unsafe = UnsafeBytes.find(bytes);
            if (unsafe != null) {
                inspector.accept(unsafe);
            }
        }
    }

    /** Bytes that its members got. */
    public long received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
