package parley.app.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Holds the options that every command takes. */
public final class CommonOptions {

    @Option(
            names = OptionSources.CONFIG,
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "Take options from this file of lines such as http-port=8080.")
    @Nullable
    Path config;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this and exit.")
    boolean help;
}
