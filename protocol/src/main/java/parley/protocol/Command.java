package parley.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A row of a table of commands: a session's ({@link Verb}) or the operator's ({@link OperatorVerb}). */
public interface Command {
    /** What may stand behind the verb; checked once, before the handler. */
    enum Arity {
        NONE,
        OPTIONAL,
        REQUIRED;

        public boolean accepts(String rest) {
            return switch (this) {
                case NONE -> rest.isEmpty();
                case OPTIONAL -> true;
                case REQUIRED -> !rest.isEmpty();
            };
        }
    }

    /** A table's rows by their words. */
    static <C extends Command> Map<String, C> byWord(C[] table) {
        return Arrays.stream(table).collect(Collectors.toUnmodifiableMap(Command::word, Function.identity()));
    }

    /** The constant's name. */
    String name();

    /** The verb as people type it, in lower case. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Arity arity();

    /** The verb and its arguments, such as {@code pub <message>}. */
    String usage();

    /** What it does, in a few words. */
    String summary();
}
