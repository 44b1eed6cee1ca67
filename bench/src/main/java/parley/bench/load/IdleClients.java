package parley.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;
import parley.harness.load.Loop;
import parley.harness.load.SocketBuffers;

/** Logs clients in, who then say nothing until they are made to ask, all at once. */
public final class IdleClients {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * They come from so many addresses: where tens of thousands connect from one, the system searches ever longer for a free port,
     * and that search would be most of what is measured.
     */
    private static final int SOURCES = 16;

    private final Loop loop;
    private final List<Connection> connections = new ArrayList<>();
    private int entered;

    private IdleClients(Loop loop) {
        this.loop = loop;
    }

    /** Has some come in, and returns when all are. */
    public static IdleClients enter(Loop loop, Wire wire, InetSocketAddress server, int count) throws IOException {
        return enter(loop, wire, wire::idler, server, count);
    }

    /** The same of those who hear the lobby. */
    public static IdleClients enterListening(Loop loop, Wire wire, InetSocketAddress server, int count)
            throws IOException {
        return enter(loop, wire, wire::receiver, server, count);
    }

    private static IdleClients enter(
            Loop loop, Wire wire, IntFunction<List<Dialogue.Step>> steps, InetSocketAddress server, int count)
            throws IOException {
        IdleClients idle = new IdleClients(loop);
        for (int i = 0; i < count; i++) {
            int before = i;
            loop.until(() -> before - idle.entered < wire.entering(), PATIENCE, "some entered");
            Dialogue dialogue = new Dialogue(steps.apply(ClientNumbers.next()), connection -> {
                idle.entered++;
                return new Listener();
            });
            Connection connection = loop.connect(source(i), server, dialogue, SocketBuffers.AS_THE_SYSTEM_LIKES);
            dialogue.begin(connection);
            idle.connections.add(connection);
        }
        loop.until(() -> idle.entered == count, PATIENCE, "all entered");
        return idle;
    }

    /** 127.0.0.2 and those behind it. */
    private static InetAddress source(int client) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + client % SOURCES)});
    }

    /** What all of them got, in bytes, and how many were refused. */
    public record Answered(long bytes, long refused) {}

    /** Has all say the same and waits until each has got the ending as the last of what it got, or a refusal. */
    public Answered ask(String question, String ending) throws IOException {
        List<AwaitedAnswer> answers = new ArrayList<>();
        byte[] bytes = Text.ascii(question);
        for (Connection connection : connections) {
            AwaitedAnswer awaited = new AwaitedAnswer(Text.ascii(ending));
            connection.handler(awaited);
            answers.add(awaited);
            connection.send(bytes);
        }
        int[] first = {0};
        loop.until(
                () -> {
                    while (first[0] < answers.size() && answers.get(first[0]).isReached()) {
                        first[0]++;
                    }
                    return first[0] == answers.size();
                },
                PATIENCE,
                "all got their answers");
        return new Answered(
                answers.stream().mapToLong(AwaitedAnswer::total).sum(),
                answers.stream().filter(AwaitedAnswer::isRefused).count());
    }

    public void leave() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** Listens to nothing. */
    private static final class Listener implements InputHandler {
        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }
    }
}
