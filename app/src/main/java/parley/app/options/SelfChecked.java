package parley.app.options;

import java.util.List;

/** Is a command that knows what can be wrong with its options together, and with the files that they name, before it is run. */
public interface SelfChecked {

    /**
     * Each throws a {@link CommandException} where something is; what depends on what else runs on the machine is no part of it. To
     * be asked when the command was parsed.
     */
    List<Runnable> checks();
}
