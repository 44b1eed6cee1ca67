package parley.app.options;

import java.util.Set;
import picocli.CommandLine.Option;

/** Holds the options that say what is logged, and in which form. */
public final class LogOption {

    /** What may be changed while it runs. */
    public static final Set<String> RELOADABLE = Set.of("--log-level", "--log-format");

    /** From the least that is logged to the most. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** For people, or one object a line for programs. */
    public enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            converter = Converters.LogLevel.class,
            description = "What is logged: error, warn, info, debug or trace. Default: info.")
    public Level level = Level.INFO;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            converter = Converters.LogFormat.class,
            description = "The log's form: text, or json for one object a line. Default: text.")
    public Format format = Format.TEXT;
}
