package parley.app.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import parley.app.options.CommandException;
import parley.app.options.ConfigurationFile.Entry;
import parley.app.options.OptionNames;
import parley.app.options.OptionSources;
import parley.app.options.SelfChecked;
import picocli.CommandLine.Model.CommandSpec;

/** Finds what is wrong with the entries of a configuration file: each by itself first, then all that are well together. */
final class CheckedFile {

    private final CommandSpec root;
    private final List<String> commands;
    private final boolean strict;
    private final Set<Problem> problems = new LinkedHashSet<>();

    /**
     * @param commands that the file is for
     * @param strict whether an option that none of them has is wrong; else one that no command at all has
     */
    CheckedFile(CommandSpec root, List<String> commands, boolean strict) {
        this.root = root;
        this.commands = commands;
        this.strict = strict;
    }

    /** By lines. */
    List<Problem> problems(List<Entry> entries) {
        problems.clear();
        Map<String, Entry> lasting = new HashMap<>();
        for (Entry entry : entries) {
            Entry before = lasting.put(entry.key(), entry);
            if (before != null) {
                problem(before, entry.key() + " is given again in line " + entry.line() + ", which is what counts");
            }
        }
        List<Entry> well = new ArrayList<>();
        for (Entry entry : entries) {
            if (isWell(entry) && lasting.containsValue(entry)) {
                well.add(entry);
            }
        }
        commands.forEach(command -> together(command, well));
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    private void problem(Entry entry, String text) {
        problems.add(new Problem(entry.line(), text));
    }

    private boolean isWell(Entry entry) {
        if (entry.fault() != null) {
            problem(entry, entry.fault());
            return false;
        }
        String key = entry.key();
        OptionNames names = OptionNames.ofAll(root);
        if (!names.all().contains(key)) {
            String meant = names.nearest(key);
            problem(entry, "there is no option " + key + (meant == null ? "" : "; did you mean " + meant + "?"));
            return false;
        }
        List<String> having = commands.stream()
                .filter(command -> names.of(command).contains(key))
                .toList();
        if (having.isEmpty() && strict) {
            problem(entry, key + " is no option of " + String.join(", ", commands));
            return false;
        }
        int before = problems.size();
        for (String command : having) {
            try {
                OptionSources.parse(root, properties(List.of(entry)), command);
            } catch (CommandException wrong) {
                problem(entry, String.valueOf(wrong.getMessage()).replace(OptionSources.IN_THE_FILE, ""));
            }
        }
        return problems.size() == before;
    }

    private void together(String command, List<Entry> well) {
        Object parsed = OptionSources.parse(root, properties(well), command).userObject();
        if (!(parsed instanceof SelfChecked checked)) {
            return;
        }
        for (Runnable check : checked.checks()) {
            try {
                check.run();
            } catch (CommandException wrong) {
                String text = String.valueOf(wrong.getMessage());
                problems.add(new Problem(line(text, well), text));
            }
        }
    }

    /** Where the option stands that a message is about: it names the option, or what was given to it. */
    private static int line(String text, List<Entry> entries) {
        for (Entry entry : entries) {
            if (Pattern.compile("--" + Pattern.quote(entry.key()) + "(?![\\w-])")
                    .matcher(text)
                    .find()) {
                return entry.line();
            }
        }
        return entries.stream()
                .filter(entry -> entry.value().length() > 2 && text.contains(entry.value()))
                .mapToInt(Entry::line)
                .findFirst()
                .orElse(0);
    }

    private static Properties properties(List<Entry> entries) {
        Properties properties = new Properties();
        entries.forEach(entry -> properties.setProperty(entry.key(), entry.value()));
        return properties;
    }
}
