package parley.conformance.lobby;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Keeps the last of what was said on all connections of a case, with times in seconds, to be shown where something is wrong. May be used by any thread. */
public final class Conversation {
    private static final int LINES = 80;
    private static final int SHOWN = 240;

    private final long began = System.nanoTime();
    private final Deque<String> lines = new ArrayDeque<>();
    private long forgotten;

    /**
     * Takes note of something.
     *
     * @param sign {@code >} of what the client sent, {@code <} of what it was sent, {@code -} of what happened
     */
    synchronized void note(int connection, char sign, String text) {
        add("[" + connection + "] " + sign + " " + abridged(text));
    }

    /** Takes note of what is no connection's. */
    public synchronized void note(String text) {
        add("- " + text);
    }

    private void add(String text) {
        double seconds = (System.nanoTime() - began) / 1e9;
        lines.add(String.format(Locale.ROOT, "%7.3f %s", seconds, text));
        if (lines.size() > LINES) {
            lines.remove();
            forgotten++;
        }
    }

    private static String abridged(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }

    /** All that is kept, a line each. */
    @Override
    public synchronized String toString() {
        String before = forgotten == 0 ? "" : "  … " + forgotten + " lines before\n";
        return before + String.join("\n", lines);
    }
}
