package parley.protocol;

import java.util.Locale;

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
