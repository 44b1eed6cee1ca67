package parley.archiver.store;

import java.util.Locale;

/** Says how a message came into the lobby. */
public enum Via {
    /** Through a bridge, so the stream held it: archived exactly once. */
    BRIDGE,
    /** Straight from a client of Redis: archived while the archiver heard it. */
    DIRECT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in the archive: {@code bridge} or {@code direct}. */
    public String word() {
        return word;
    }

    /** The inverse of {@link #word()}. */
    public static Via of(String word) {
        return word.equals(BRIDGE.word) ? BRIDGE : DIRECT;
    }
}
