package parley.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
        subcommands = {
            UpCommand.class,
            BridgeCommand.class,
            ArchiverCommand.class,
            ArchiveCommand.class,
            AdminCommand.class,
            ChatCommand.class,
            ConformCommand.class,
            ConfigCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Every option can also be given in the environment, --http-port as PARLEY_HTTP_PORT, and as a line of the"
                    + " file that --config names, http-port=8080. The command line wins over the environment, and that"
                    + " over the file."
        })
public final class Main implements Runnable {

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
        // for some
        // for half a second, and stop all threads meanwhile. The jar's manifest opens what it takes.
        System.setProperty("io.netty.tryReflectionSetAccessible", "true");
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
        CommandLine line = commandLine(environment).setOut(out).setErr(errors);
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
        var errorPrinter = new ErrorPrinter(sources);
        var line = new CommandLine(new Main())
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(true)
                .setDefaultValueProvider(sources)
                .setParameterExceptionHandler(errorPrinter)
                .setExecutionExceptionHandler(errorPrinter);
        // What follows the first word is for the bridge, or for the bot, whatever it looks like.
        Objects.requireNonNull(line.getSubcommands().get("admin")).setStopAtPositional(true);
        // What it looks into is that file and nothing else, whatever is wrong there.
        Objects.requireNonNull(line.getSubcommands().get("config")).setDefaultValueProvider(option -> null);
        CommandLine conform = Objects.requireNonNull(line.getSubcommands().get("conform"));
        Objects.requireNonNull(conform.getSubcommands().get("client")).setStopAtPositional(true);
        return line;
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
