package parley.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.app.admin.AdminCommand;
import parley.app.archive.ArchiveCommand;
import parley.app.chat.ChatCommand;
import parley.app.config.ConfigCommand;
import parley.app.conform.ConformCommand;
import parley.app.doctor.DoctorCommand;
import parley.app.options.CommandException;
import parley.app.options.Encoding;
import parley.app.options.ErrorPrinter;
import parley.app.options.OptionSources;
import parley.app.options.StandardOutput;
import parley.app.service.ArchiverCommand;
import parley.app.service.BridgeCommand;
import parley.app.service.BuildInfo;
import parley.app.service.Logging;
import parley.app.service.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one command of several, as the words of the command line say. */
@Command(
        name = "parley",
        description = "A chat server for plain telnet, on Redis.",
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Every option can also be given in the environment, --http-port as PARLEY_HTTP_PORT, and as a line of the"
                    + " file that --config names, http-port=8080. The command line wins over the environment, and that"
                    + " over the file."
        })
public final class Main implements Runnable {

    /** In the order in which they are listed. */
    private static final List<Class<?>> COMMANDS = List.of(
            UpCommand.class,
            BridgeCommand.class,
            ArchiverCommand.class,
            ArchiveCommand.class,
            AdminCommand.class,
            ChatCommand.class,
            ConformCommand.class,
            ConfigCommand.class,
            DoctorCommand.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    boolean version;

    @Spec
    @Nullable
    CommandSpec spec;

    public static void main(String[] arguments) {
        // What is printed is read by programs too: figures are of one kind, whatever the locale.
        Locale.setDefault(Locale.ROOT);
        // Where there is no memory outside the heap left, Netty, which counts its own, says so at once; Java would look
        // for some for half a second, and stop all threads meanwhile. The jar's manifest opens what it takes.
        System.setProperty("io.netty.tryReflectionSetAccessible", "true");
        // Netty watches a buffer in 128 for leaks, each with a stack trace, which is a hundredth of what a busy lobby
        // costs; what leaks again and again is found by one in so many, too.
        System.getProperties().putIfAbsent("io.netty.leakDetection.samplingInterval", "8192");
        // Java would go on for half a minute with what a name led to; a service that moves it has moved by then.
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        var out = StandardOutput.ofProcess();
        var errors = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        int exitCode = out.end(run(System.getenv(), out.writer(), errors, arguments), errors);
        Logging.flush();
        System.exit(exitCode);
    }

    /** Runs one command to its end and returns the exit code. */
    public static int run(Map<String, String> environment, PrintWriter out, PrintWriter errors, String... arguments) {
        CommandLine line = commandLine(new OptionSources(environment, Main::commandLine), needed(arguments))
                .setOut(out)
                .setErr(errors);
        try {
            Encoding.requireReadable(environment, arguments);
        } catch (CommandException unreadable) {
            return ErrorPrinter.print(line, unreadable);
        }
        return line.execute(arguments);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(new OptionSources(environment, Main::commandLine));
    }

    private static CommandLine commandLine(OptionSources sources) {
        return commandLine(sources, COMMANDS);
    }

    /** The commands that these words need: finding out about all of them would take longer than most take to run. */
    private static List<Class<?>> needed(String... words) {
        if (words.length == 1 && (words[0].equals("--version") || words[0].equals("-V"))) {
            return List.of();
        }
        return COMMANDS.stream()
                .filter(command -> words.length > 0
                        && command.getAnnotation(Command.class).name().equals(words[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static CommandLine commandLine(OptionSources sources, List<Class<?>> commands) {
        var line = new CommandLine(new Main());
        commands.forEach(line::addSubcommand);
        var errorPrinter = new ErrorPrinter(sources);
        line.setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(true)
                .setDefaultValueProvider(sources)
                .setParameterExceptionHandler(errorPrinter)
                .setExecutionExceptionHandler(errorPrinter);
        // What follows the first word is for the bridge, or for the bot, whatever it looks like.
        ifThere(line, "admin", admin -> admin.setStopAtPositional(true));
        // What it looks into is that file and nothing else, whatever is wrong there.
        ifThere(line, "config", config -> config.setDefaultValueProvider(option -> null));
        ifThere(line, "conform", conform -> ifThere(conform, "client", client -> client.setStopAtPositional(true)));
        return line;
    }

    private static void ifThere(CommandLine line, String name, Consumer<CommandLine> change) {
        CommandLine command = line.getSubcommands().get(name);
        if (command != null) {
            change.accept(command);
        }
    }

    @Override
    public void run() {
        CommandLine top = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                top, "say what to do: " + String.join(", ", top.getSubcommands().keySet()) + "; or --help");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"parley " + BuildInfo.load()};
        }
    }
}
