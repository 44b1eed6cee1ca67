package parley.conformance.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.conformance.transcript.Stage;

/** One playing on the server: its connections, and what has to be undone behind it. */
final class ServerStage implements Stage {
    private final Dialer dialer;
    private final @Nullable Path operator;
    private final @Nullable DirectClient direct;
    private final List<String> bansBefore;
    private final List<Closeable> wires = new ArrayList<>();

    ServerStage(Target target, Dialer dialer, boolean withOperator, boolean withRedis) throws IOException {
        this.dialer = dialer;
        operator = withOperator ? target.operator() : null;
        bansBefore = operator == null ? List.of() : bans(operator);
        direct = withRedis ? new DirectClient(Objects.requireNonNull(target.redis())) : null;
    }

    @Override
    public Wire connect() throws IOException {
        SocketWire wire = dialer.dial();
        wires.add(wire);
        return wire;
    }

    @Override
    public Wire connectOperator() throws IOException {
        OperatorWire wire = new OperatorWire(Objects.requireNonNull(operator, "no operator's socket"));
        wires.add(wire);
        return wire;
    }

    private DirectClient direct() {
        return Objects.requireNonNull(direct, "no Redis");
    }

    @Override
    public void addUser(String name) throws IOException {
        direct().addUser(name);
    }

    @Override
    public void removeUser(String name) throws IOException {
        direct().removeUser(name);
    }

    @Override
    public void publish(String channel, byte[] payload) throws IOException {
        direct().publish(channel, payload);
    }

    @Override
    public void subscribe(String channel) throws IOException {
        direct().subscribe(channel);
    }

    @Override
    public byte[] hear(String channel) throws IOException {
        return direct().hear(channel);
    }

    /** What is banned, as the operator is told. */
    private static List<String> bans(Path operator) throws IOException {
        return OperatorWire.ask(operator, "bans").stream()
                .filter(line -> line.startsWith("BAN "))
                .map(line -> line.split(" ")[1])
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (operator != null) {
            List<String> left = new ArrayList<>(bans(operator));
            left.removeAll(bansBefore);
            for (String ban : left) {
                OperatorWire.ask(operator, "unban " + ban);
            }
        }
        if (direct != null) {
            direct.close();
        }
        for (Closeable wire : wires) {
            wire.close();
        }
    }
}
