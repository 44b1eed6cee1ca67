package parley.app.conform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommonOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Leads to the two sides of the kit. */
@Command(
        name = "conform",
        description = "See whether a client, or a server, keeps to the protocol.",
        subcommands = {ConformServerCommand.class, ConformClientCommand.class},
        footer = "Exit status 0 where all is well, 1 where something failed, 2 where nothing could be tried.")
public final class ConformCommand implements Runnable {

    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                line,
                "say what to try: " + String.join(" or ", line.getSubcommands().keySet()) + "; or --help");
    }
}
