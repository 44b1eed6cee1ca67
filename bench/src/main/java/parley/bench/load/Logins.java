package parley.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections that have come in and then sit there. */
public final class Logins {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Loop loop;
    private final List<Connection> connections = new ArrayList<>();
    private int entered;

    private Logins(Loop loop) {
        this.loop = loop;
    }

    /** Has some come in, and returns when all are. */
    public static Logins enter(Loop loop, Wire wire, InetSocketAddress server, int count) throws IOException {
        Logins logins = new Logins(loop);
        for (int i = 0; i < count; i++) {
            int before = i;
            loop.until(() -> before - logins.entered < wire.entering(), PATIENCE, "some entered");
            Dialogue dialogue = new Dialogue(wire.idler(Numbers.next()), connection -> {
                logins.entered++;
                return new Listener();
            });
            Connection connection = loop.connect(server, dialogue);
            dialogue.begin(connection);
            logins.connections.add(connection);
        }
        loop.until(() -> logins.entered == count, PATIENCE, "all entered");
        return logins;
    }

    /** What all of them got, in bytes, and how many were refused. */
    public record Answered(long bytes, long refused) {}

    /** Has all say the same and waits until each has got the ending as the last of what it got, or a refusal. */
    public Answered ask(String question, String ending) throws IOException {
        List<Ending> endings = new ArrayList<>();
        byte[] bytes = Text.ascii(question);
        for (Connection connection : connections) {
            Ending awaited = new Ending(Text.ascii(ending));
            connection.handler(awaited);
            endings.add(awaited);
            connection.send(bytes);
        }
        int[] first = {0};
        loop.until(
                () -> {
                    while (first[0] < endings.size() && endings.get(first[0]).isReached()) {
                        first[0]++;
                    }
                    return first[0] == endings.size();
                },
                PATIENCE,
                "all got their answers");
        return new Answered(
                endings.stream().mapToLong(Ending::total).sum(),
                endings.stream().filter(Ending::isRefused).count());
    }

    public void leave() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** Listens to nothing. */
    private static final class Listener implements Handler {
        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }
    }
}
