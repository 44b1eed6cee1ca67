package parley.client;

import java.util.Optional;

/** Chooses another name where one is taken. */
@FunctionalInterface
public interface NameChooser {
    /** Takes no other. */
    NameChooser NONE = (nick, refusals) -> Optional.empty();

    /**
     * Gives the next name to try.
     *
     * @param nick the one that was wanted at first
     * @param refusals how many names were taken so far, 1 or more
     * @return empty: the client gives up
     */
    Optional<String> next(String nick, int refusals);

    /** {@code nick-2} to {@code nick-<last>}. */
    static NameChooser numbered(int last) {
        return (nick, refusals) -> refusals < last ? Optional.of(nick + "-" + (refusals + 1)) : Optional.empty();
    }
}
