package parley.bridge.admin;

import java.util.Set;
import java.util.stream.Collectors;

/** Tells the operator which bridges did not answer. */
final class Unanswered {
    /** In place of the ids where bridges could not be asked. */
    static final String ANY = "?";

    private Unanswered() {}

    /** Behind an {@code OK}; empty where all answered. */
    static String of(Set<String> bridges) {
        return bridges.isEmpty() ? "" : " (no answer from bridge " + names(bridges) + ")";
    }

    static String names(Set<String> bridges) {
        return bridges.stream().sorted().collect(Collectors.joining(", "));
    }
}
