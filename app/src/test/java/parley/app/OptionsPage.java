package parley.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the page that lists the options of all commands, from the commands themselves. */
final class OptionsPage {
    private static final List<String> SERVERS = List.of("up", "bridge", "archiver");
    private static final String DEFAULT = " Default: ";
    private static final String FIRST = "0.1.0";
    /** With which version those came that the first didn't have. */
    private static final Map<String, String> SINCE = Map.of();

    private static final String HEAD = """
            # Options

            Of each option: its value, the variable that gives it in the environment, the commands that have it, the
            version that it came with, what it does, and what holds where nobody gives it. In the file that `--config`
            names it is a line, `http-port=8080` for `--http-port 8080`. The command line wins over the environment, and
            that over the file. What stands without a value is a switch: `true` or `false` in the environment and in the
            file. `./parley config check FILE` says what is wrong with a file.

            This page is written by a test from the commands. When it differs, that test says where it has put the new
            one.
            """;

    /** An option with one meaning, and the commands that have it. */
    private record Item(OptionSpec option, List<String> commands) {
        boolean isOfServers() {
            return SERVERS.stream().anyMatch(commands::contains);
        }

        boolean isOfTheArchive() {
            return !isOfServers() && commands.stream().allMatch(command -> command.startsWith("archive"));
        }
    }

    private final Map<String, Item> items = new LinkedHashMap<>();

    OptionsPage(CommandLine top) {
        collect(top);
    }

    private void collect(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName(" ").replaceFirst("^parley ?", "");
        for (OptionSpec option : spec.options()) {
            if (!option.usageHelp() && !option.versionHelp() && !option.inherited()) {
                items.computeIfAbsent(option.longestName() + text(option), same -> new Item(option, new ArrayList<>()))
                        .commands()
                        .add(name);
            }
        }
        command.getSubcommands().values().forEach(this::collect);
    }

    String text() {
        StringBuilder page = new StringBuilder();
        for (String block : HEAD.strip().split("\n\n")) {
            page.append(page.isEmpty() ? "" : "\n").append(Paragraph.fill(block.replace('\n', ' ')));
        }
        section(page, "Of those that serve: up, bridge, archiver", Item::isOfServers);
        section(page, "Of the archive's commands", Item::isOfTheArchive);
        section(page, "Of the others", item -> !item.isOfServers() && !item.isOfTheArchive());
        return page.toString();
    }

    private void section(StringBuilder page, String title, Predicate<Item> shown) {
        page.append("\n## ").append(title).append("\n\n");
        items.values().stream().filter(shown).forEach(item -> page.append(item(item)));
    }

    private static String item(Item item) {
        OptionSpec option = item.option();
        String[] text = text(option).split(DEFAULT, 2);
        String name = option.longestName();
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        String byDefault = text.length > 1 ? text[1] : option.arity().max() == 0 ? "no." : "none.";
        boolean isSaid = text.length == 1 && text[0].contains("default");
        return Paragraph.fill("- `" + name + value + "` (" + variable(option)
                + String.join(", ", item.commands()) + "; since " + SINCE.getOrDefault(name, FIRST) + "): " + text[0]
                + (isSaid ? "" : DEFAULT + byDefault));
    }

    private static String text(OptionSpec option) {
        return String.join(" ", option.description());
    }

    /** None where the command takes its options from nowhere but the command line. */
    private static String variable(OptionSpec option) {
        boolean isTaken = option.command().defaultValueProvider()
                == option.command().root().defaultValueProvider();
        return isTaken
                ? "`PARLEY_"
                        + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT) + "`; "
                : "";
    }
}
