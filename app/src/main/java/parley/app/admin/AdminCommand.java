package parley.app.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.app.connection.LineConnection;
import parley.app.options.CommandException;
import parley.app.options.CommonOptions;
import parley.app.options.Converters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Speaks to a running bridge as its operator. */
@Command(
        name = "admin",
        description = "Send a running bridge one operator command, or have a session with it.",
        footer = "'parley admin help' lists the commands. Exit code: 0 for OK, 1 for ERR or if no bridge answers.")
public final class AdminCommand implements Callable<Integer> {

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--admin-socket",
            paramLabel = "PATH",
            converter = Converters.UnixSocket.class,
            description = "The bridge's operator socket, as its ready line names it. Default: as for bridge.")
    @Nullable
    Path socket;

    @Option(names = "--json", description = "Print each line of an answer as a JSON object.")
    boolean json;

    @Parameters(paramLabel = "command", arity = "0..*", description = "The command and what belongs to it.")
    List<String> words = List.of();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String command = String.join(" ", words);
        if (command.matches("(?s).*[\r\n\0].*")) {
            throw CommandException.ofRequest("a command is one line");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        Path path = socket == null ? AdminSocketPath.byDefault(System.getenv()) : socket;
        try (LineConnection client = connect(path)) {
            String greeting = client.receive();
            if (greeting == null || !LineConnection.isOk(greeting)) {
                throw CommandException.ofWork(greeting == null ? "the bridge closed at once" : greeting);
            }
            Consumer<String> answers =
                    json ? line -> LineConnection.to(out).accept(JsonAnswer.of(line)) : LineConnection.to(out);
            if (words.isEmpty()) {
                return session(client, greeting, answers);
            }
            return once(client, command, answers, json ? answers : LineConnection.to(errors));
        }
    }

    private static LineConnection connect(Path socket) {
        try {
            return LineConnection.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw CommandException.ofWork("no bridge answers at " + socket + " (" + e.getMessage() + ")");
        }
    }

    private static int once(LineConnection client, String command, Consumer<String> out, Consumer<String> errors)
            throws IOException {
        // And no end: not every bridge can tell it from that of the connection.
        client.send(command);
        return switch (client.receiveAnswer(out, errors)) {
            case OK -> 0;
            case ERROR -> 1;
            case ENDED -> throw CommandException.ofWork("the bridge closed without an answer");
        };
    }

    private static int session(LineConnection client, String greeting, Consumer<String> out) throws IOException {
        out.accept(greeting);
        try (Keyboard keyboard = Keyboard.open()) {
            for (String command = keyboard.read(); command != null; command = keyboard.read()) {
                if (command.isBlank()) {
                    continue;
                }
                client.send(command);
                if (client.receiveAnswer(out, out) == LineConnection.Status.ENDED) {
                    return 0;
                }
            }
            return 0;
        }
    }
}
