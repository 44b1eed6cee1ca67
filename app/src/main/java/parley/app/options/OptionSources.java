package parley.app.options;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Finds an option's value when the command line does not give it: {@code PARLEY_HTTP_PORT} in the environment for
 * {@code --http-port}, else {@code http-port=} in the file that {@code --config} names.
 *
 * <p>One file serves all commands: a command passes over the keys of others, and only what is no command's option is
 * refused. An empty variable counts as none, and so does one that a container system has set for a service of that name.
 */
public final class OptionSources implements IDefaultValueProvider {

    static final String CONFIG = "--config";

    /** How a message goes on that began with the name of an option in a file. */
    public static final String IN_THE_FILE = " in the configuration file";

    /** What Kubernetes, for a service called parley, and Docker, for a container so linked, put into everybody's environment. */
    private static final Pattern FOREIGN = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> environment;
    private final Function<OptionSources, CommandLine> commands;
    private final Map<OptionSpec, String> origins = new HashMap<>();
    private @Nullable Properties file;

    /** @param commands makes the commands, with these sources and an {@link ErrorPrinter} of their own */
    public OptionSources(Map<String, String> environment, Function<OptionSources, CommandLine> commands) {
        this.environment = environment;
        this.commands = commands;
    }

    /**
     * The same command as it would be if it were started now: what may differ is what the file says.
     *
     * @throws CommandException if it would not start
     */
    public static CommandSpec again(CommandSpec command) {
        OptionSources sources = of(command);
        CommandLine line = sources.commands.apply(new OptionSources(sources.environment, sources.commands));
        List<String> words = command.root().commandLine().getParseResult().originalArgs();
        return parse(line, words.toArray(String[]::new));
    }

    /**
     * A command as it would be with nothing but these lines of a file.
     *
     * @param any one of the same commands
     * @param name of a command that takes no other words
     * @throws CommandException if it would not start
     */
    public static CommandSpec parse(CommandSpec any, Properties lines, String name) {
        OptionSources sources = new OptionSources(Map.of(), of(any).commands);
        sources.file = lines;
        return parse(sources.commands.apply(sources), name);
    }

    /** All commands there are, of which the root of that one may have but the one that is run. */
    static CommandSpec all(CommandSpec command) {
        OptionSources sources = of(command);
        return sources.commands.apply(sources).getCommandSpec();
    }

    private static OptionSources of(CommandSpec command) {
        if (!(command.root().defaultValueProvider() instanceof OptionSources sources)) {
            throw new IllegalStateException(command.name() + " takes its options from elsewhere");
        }
        return sources;
    }

    private static CommandSpec parse(CommandLine line, String... words) {
        try {
            ParseResult parsed = line.parseArgs(words);
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            return parsed.commandSpec();
        } catch (ParameterException wrong) {
            throw CommandException.ofRequest(
                    line.getParameterExceptionHandler() instanceof ErrorPrinter printer
                            ? printer.describe(wrong)
                            : String.valueOf(wrong.getMessage()));
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = option.longestName();
        String variable = variable(name);
        String fromEnvironment = environment.get(variable);
        if (fromEnvironment != null && !fromEnvironment.isEmpty() && !isForeign(fromEnvironment)) {
            origins.put(option, variable);
            return fromEnvironment;
        }
        if (name.equals(CONFIG)) {
            return null;
        }
        String key = key(name);
        String fromFile = file(argument.command()).getProperty(key);
        if (fromFile != null) {
            origins.put(option, key + IN_THE_FILE);
        }
        return fromFile;
    }

    /** Whether a container system has given a variable this value, whatever its name is. */
    static boolean isForeign(String value) {
        return FOREIGN.matcher(value).matches();
    }

    /** What to call the place that an option's value came from, in a message to the one who wrote it there. */
    String origin(OptionSpec option) {
        return origins.getOrDefault(option, option.longestName());
    }

    static String variable(String optionName) {
        return "PARLEY_" + key(optionName).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String key(String optionName) {
        return optionName.substring("--".length());
    }

    private Properties file(CommandSpec command) {
        Properties read = file;
        if (read == null) {
            String path = configuredPath(command.root());
            read = path == null ? new Properties() : read(command.commandLine(), Path.of(path));
            refuseUnknown(command, read);
            file = read;
        }
        return read;
    }

    private @Nullable String configuredPath(CommandSpec root) {
        String given = givenPath(root);
        if (given != null) {
            return given;
        }
        String variable = environment.get(variable(CONFIG));
        return variable == null || variable.isEmpty() ? null : variable;
    }

    /** The command line's {@code --config}, at whichever command of the tree it stands. */
    private static @Nullable String givenPath(CommandSpec command) {
        OptionSpec option = command.findOption(CONFIG);
        if (option != null && !option.stringValues().isEmpty()) {
            return option.stringValues().get(0);
        }
        for (CommandLine child : command.subcommands().values()) {
            String given = givenPath(child.getCommandSpec());
            if (given != null) {
                return given;
            }
        }
        return null;
    }

    private static Properties read(CommandLine command, Path path) {
        try {
            return ConfigurationFile.read(path);
        } catch (NoSuchFileException e) {
            throw new ParameterException(command, CONFIG + ": there is no file " + path);
        } catch (CharacterCodingException e) {
            throw new ParameterException(command, CONFIG + ": " + path + " is neither UTF-8 nor UTF-16 with its mark");
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(command, CONFIG + ": cannot read " + path + ": " + e.getMessage());
        }
    }

    private static void refuseUnknown(CommandSpec command, Properties properties) {
        var unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(OptionNames.of(command.root()).all());
        if (unknown.isEmpty()) {
            return;
        }
        OptionNames names = OptionNames.ofAll(command);
        unknown.removeAll(names.all());
        if (!unknown.isEmpty()) {
            String meant = unknown.size() == 1 ? names.nearest(unknown.first()) : null;
            throw new ParameterException(
                    command.commandLine(),
                    "unknown in the configuration file: " + String.join(", ", unknown)
                            + (meant == null ? "" : "; did you mean " + meant + "?"));
        }
    }
}
