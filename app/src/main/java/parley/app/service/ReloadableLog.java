package parley.app.service;

import java.util.Set;
import java.util.function.Function;
import parley.app.log.LogSettings;
import parley.app.options.LogOption;

/**
 * Takes the log's level and form anew from the options of a command.
 *
 * @param <C> the command
 */
record ReloadableLog<C>(Function<C, LogOption> option) implements Reloadable<C> {

    @Override
    public Set<String> options() {
        return LogOption.RELOADABLE;
    }

    @Override
    public void reload(C command) {
        LogSettings.apply(option.apply(command));
    }
}
