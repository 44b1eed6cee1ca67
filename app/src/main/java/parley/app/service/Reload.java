package parley.app.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.app.options.CommandException;
import parley.app.options.OptionSources;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads a command's options again and hands what has changed to what takes it while it runs. A file that can't be used is a
 * line in the log, and everything stays. What is changed but is taken at the start only is a line as well. One run at a time,
 * on any thread.
 *
 * @param <C> the command
 */
final class Reload<C> implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    private final CommandSpec command;
    private final Class<C> type;
    private final List<Reloadable<C>> takers;
    private Map<String, @Nullable Object> inForce;

    /** @param command as it was started */
    Reload(CommandSpec command, Class<C> type, List<Reloadable<C>> takers) {
        this.command = command;
        this.type = type;
        this.takers = List.copyOf(takers);
        this.inForce = values(command);
    }

    @Override
    public synchronized void run() {
        try {
            CommandSpec again = OptionSources.again(command);
            Map<String, @Nullable Object> values = values(again);
            for (Reloadable<C> taker : takers) {
                take(taker, type.cast(again.userObject()));
            }
            report(values);
            inForce = values;
        } catch (CommandException wrong) {
            log.warn("The configuration is not taken, and all stays as it was: {}", wrong.getMessage());
        }
    }

    private void take(Reloadable<C> taker, C command) {
        try {
            taker.reload(command);
        } catch (Exception failure) {
            log.warn("Not taken while it runs: {}", failure.toString());
        }
    }

    /** To be called when it is in force: whoever reads the line may count on it. */
    private void report(Map<String, @Nullable Object> values) {
        List<String> taken = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (String name : new TreeSet<>(values.keySet())) {
            if (!Objects.equals(values.get(name), inForce.get(name))) {
                if (takers.stream().anyMatch(taker -> taker.options().contains(name))) {
                    taken.add(name + "=" + values.get(name));
                } else {
                    late.add(name);
                }
            }
        }
        log.info("Read the configuration again; {}", taken.isEmpty() ? "nothing to take has changed" : taken);
        if (!late.isEmpty()) {
            log.warn("Changed, but taken at the start only: {}", String.join(", ", late));
        }
    }

    private static Map<String, @Nullable Object> values(CommandSpec command) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (OptionSpec option : command.options()) {
            values.put(option.longestName(), option.getValue());
        }
        return values;
    }
}
