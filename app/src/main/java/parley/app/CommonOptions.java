package parley.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {

    @Option(
            names = OptionSources.CONFIG,
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "Take options from this file of lines such as http-port=8080.")
    @Nullable
    Path config;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.")
    boolean help;
}
