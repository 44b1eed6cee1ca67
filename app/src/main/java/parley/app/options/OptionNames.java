package parley.app.options;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Names the options that can be given in a file or in the environment, as they stand there: without their dashes. */
public final class OptionNames {

    private final Set<String> all = new TreeSet<>();
    private final Map<String, Set<String>> byCommand = new HashMap<>();

    private OptionNames() {}

    /** Those of all commands there are, of which that is one. */
    public static OptionNames ofAll(CommandSpec command) {
        return of(OptionSources.all(command));
    }

    /** Those of all commands below that one, as it is: of the one command that is run, where it stands alone. */
    static OptionNames of(CommandSpec root) {
        OptionNames names = new OptionNames();
        names.collect(root, root.defaultValueProvider());
        root.subcommands().forEach((name, command) -> {
            OptionNames own = new OptionNames();
            own.collect(command.getCommandSpec(), root.defaultValueProvider());
            names.byCommand.put(name, own.all);
        });
        return names;
    }

    /** @param sources of those that can be given so; a command with others takes its options from the command line alone */
    private void collect(CommandSpec command, @Nullable IDefaultValueProvider sources) {
        if (command.defaultValueProvider() != sources) {
            return;
        }
        for (OptionSpec option : command.options()) {
            String name = option.longestName();
            if (!option.usageHelp() && !option.versionHelp() && !name.equals(OptionSources.CONFIG)) {
                all.add(name.substring("--".length()));
            }
        }
        for (CommandLine child : command.subcommands().values()) {
            collect(child.getCommandSpec(), sources);
        }
    }

    public Set<String> all() {
        return new HashSet<>(all);
    }

    /** Those of one command, and of what is below it. */
    public Set<String> of(String command) {
        return byCommand.getOrDefault(command, Set.of());
    }

    /** The one that was meant by whoever wrote another; null where none is like it. */
    public @Nullable String nearest(String written) {
        return NearestName.of(written, all);
    }
}
