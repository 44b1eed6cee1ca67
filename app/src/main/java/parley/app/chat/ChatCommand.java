package parley.app.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.app.options.CommonOptions;
import parley.app.options.Converters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Connects this terminal to a bridge. */
@Command(
        name = "chat",
        description = {
            "Chat in this terminal. What you type is said to everyone; /to bob hi whispers, /help lists the commands.",
            "A lost connection is opened again: nothing is missed, and nothing said twice."
        },
        footer =
                "Ctrl-D leaves, as /quit does. Without a terminal it reads and writes plain lines, the nickname first.")
public final class ChatCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "host:port",
            arity = "0..1",
            converter = Converters.HostAndPort.class,
            description = "The bridge. Default: 127.0.0.1:7070.")
    InetSocketAddress server = InetSocketAddress.createUnresolved("127.0.0.1", 7070);

    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.getHostString(), server.getPort());
        if (address.isUnresolved()) {
            throw CommandException.ofRequest("there is no such host: " + server.getHostString());
        }
        try (ChatScreen screen = screen()) {
            return open(address, screen).run();
        }
    }

    private static ChatSession open(InetSocketAddress address, ChatScreen screen) {
        try {
            return new ChatSession(address, screen, Clock.system(ZoneId.systemDefault()));
        } catch (IOException e) {
            throw CommandException.ofWork("no bridge answers at " + address.getHostString() + ":" + address.getPort()
                    + " (" + e.getMessage() + ")");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // the launcher asks later JDKs for the console of old
    private ChatScreen screen() throws IOException {
        if (System.console() != null) {
            String noColour = System.getenv("NO_COLOR");
            return new TerminalScreen(noColour == null || noColour.isEmpty(), System::nanoTime);
        }
        return new PlainScreen(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                Objects.requireNonNull(spec).commandLine().getOut());
    }
}
