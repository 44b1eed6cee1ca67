package parley.app.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
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
            return words.isEmpty() ? session(client, greeting, out) : once(client, command, out, errors);
        }
    }

    private static LineConnection connect(Path socket) {
        try {
            return LineConnection.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw CommandException.ofWork("no bridge answers at " + socket + " (" + e.getMessage() + ")");
        }
    }

    private static int once(LineConnection client, String command, PrintWriter out, PrintWriter errors)
            throws IOException {
        client.send(command);
        client.sendNoMore();
        return switch (client.receiveAnswer(LineConnection.to(out), LineConnection.to(errors))) {
            case OK -> 0;
            case ERROR -> 1;
            case ENDED -> throw CommandException.ofWork("the bridge closed without an answer");
        };
    }

    @SuppressWarnings("SystemConsoleNull") // the launcher asks later JDKs for the console of old
    private static int session(LineConnection client, String greeting, PrintWriter out) throws IOException {
        var keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String prompt = System.console() == null ? "" : "parley> ";
        LineConnection.to(out).accept(greeting);
        while (true) {
            out.print(prompt);
            out.flush();
            String command = keyboard.readLine();
            if (command == null) {
                return 0;
            }
            if (command.isBlank()) {
                continue;
            }
            client.send(command);
            if (client.receiveAnswer(LineConnection.to(out), LineConnection.to(out)) == LineConnection.Status.ENDED) {
                return 0;
            }
        }
    }
}
