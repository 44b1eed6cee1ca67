package parley.app.options;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
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
 * refused. An empty variable counts as none.
 */
public final class OptionSources implements IDefaultValueProvider {

    static final String CONFIG = "--config";

    /** What Kubernetes, for a service called parley, and Docker, for a container so linked, put into everybody's environment. */
    private static final Pattern FOREIGN = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> environment;
    private final Supplier<CommandLine> anew;
    private final Map<OptionSpec, String> origins = new HashMap<>();
    private final Set<String> passedOver = new HashSet<>();
    private @Nullable Properties file;

    /** @param anew makes the same commands once more, with sources and an {@link ErrorPrinter} of their own */
    public OptionSources(Map<String, String> environment, Supplier<CommandLine> anew) {
        this.environment = environment;
        this.anew = anew;
    }

    /**
     * The same command as it would be if it were started now: what may differ is what the file says.
     *
     * @throws CommandException if it would not start
     */
    public static CommandSpec again(CommandSpec command) {
        if (!(command.defaultValueProvider() instanceof OptionSources sources)) {
            throw new IllegalStateException(command.name() + " takes its options from elsewhere");
        }
        CommandLine line = sources.anew.get();
        List<String> words = command.root().commandLine().getParseResult().originalArgs();
        try {
            ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
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
        if (fromEnvironment != null && FOREIGN.matcher(fromEnvironment).matches()) {
            passOver(variable, fromEnvironment, argument.command());
        } else if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
            origins.put(option, variable);
            return fromEnvironment;
        }
        if (name.equals(CONFIG)) {
            return null;
        }
        String key = key(name);
        String fromFile = file(argument.command()).getProperty(key);
        if (fromFile != null) {
            origins.put(option, key + " in the configuration file");
        }
        return fromFile;
    }

    private void passOver(String variable, String value, CommandSpec command) {
        if (passedOver.add(variable)) {
            PrintWriter errors = command.commandLine().getErr();
            errors.println(command.qualifiedName() + ": " + variable + "=" + value
                    + " is passed over: it looks like a container system's word for a service of that name");
            errors.flush();
        }
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
        removeKnown(command.root(), unknown);
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "unknown in the configuration file: " + String.join(", ", unknown));
        }
    }

    private static void removeKnown(CommandSpec command, Set<String> keys) {
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp()
                    && !option.versionHelp()
                    && !option.longestName().equals(CONFIG)) {
                keys.remove(key(option.longestName()));
            }
        }
        for (CommandLine child : command.subcommands().values()) {
            removeKnown(child.getCommandSpec(), keys);
        }
    }
}
