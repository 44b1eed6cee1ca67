package parley.protocol;

import java.util.Locale;

/**
 * A client's line, split: the verb, and what stands behind the one space that ends it.
 *
 * @param verb in lower case; empty where nothing was left of the line
 * @param rest keeps its case, colons and spaces, but for white space at its end; safe to show ({@link SafeText})
 * @param emptied whether a word stood at the line's end of which nothing was left that is safe to show
 */
public record CommandLine(String verb, String rest, boolean emptied) {
    public static CommandLine parse(String line) {
        String stripped = SafeText.stripTrailing(line);
        String cleaned = SafeText.clean(stripped);
        String text = SafeText.stripTrailing(cleaned);
        boolean emptied = text.length() < cleaned.length() || (cleaned.isEmpty() && !stripped.isEmpty());
        int start = 0;
        while (start < text.length() && SafeText.isWhite(text.charAt(start))) {
            start++;
        }
        int space = text.indexOf(' ', start);
        return space < 0
                ? new CommandLine(text.substring(start).toLowerCase(Locale.ROOT), "", emptied)
                : new CommandLine(
                        text.substring(start, space).toLowerCase(Locale.ROOT), text.substring(space + 1), emptied);
    }

    /** Whether the line held nothing but white space; such a line is no command and gets no answer. */
    public boolean isBlank() {
        return verb.isEmpty() && !emptied;
    }
}
