package parley.app.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Holds the commands about the configuration. Their own options come from the command line alone. */
@Command(
        name = "config",
        description = "Look into a configuration file.",
        subcommands = {ConfigCheck.class})
public final class ConfigCommand implements Runnable {

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this and exit.")
    boolean help;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine here = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                here,
                "say what to do: " + String.join(", ", here.getSubcommands().keySet()) + "; or --help");
    }
}
