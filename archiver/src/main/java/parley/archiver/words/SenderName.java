package parley.archiver.words;

import com.ibm.icu.text.Normalizer2;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares senders as the chat compares the name behind {@code to}: regardless of case, of how it is composed, and of what doesn't
 * show. İ, I, ı and i are one letter.
 */
public final class SenderName {
    /** Its tables are there when a name first needs them. */
    private static final class Unicode {
        static final Normalizer2 CASE_FOLD = Normalizer2.getNFKCCasefoldInstance();
    }

    private final String folded;

    public SenderName(String name) {
        folded = fold(name);
    }

    public boolean matches(String sender) {
        return fold(sender).equals(folded);
    }

    /** The words by which the sender is found in the index. Of other senders some may have the same. */
    public static List<String> tokens(String sender) {
        return Segmentation.tokens(fold(sender));
    }

    public static String index(String sender) {
        return Segmentation.index(fold(sender));
    }

    /** The full-text query for rows of senders that {@link #matches} is to be asked about; empty where the index knows none. */
    public Optional<String> query() {
        String words = Segmentation.index(folded);
        return words.isEmpty() ? Optional.empty() : Optional.of("sender : \"" + words + '"');
    }

    static String fold(String name) {
        String stripped = name.strip();
        return AsciiWords.isAscii(stripped) ? stripped.toLowerCase(Locale.ROOT) : foldUnicode(stripped);
    }

    static String foldUnicode(String name) {
        String folded = Unicode.CASE_FOLD.normalize(name);
        return folded.indexOf('\u0131') < 0 && !folded.contains("i\u0307")
                ? folded
                : Unicode.CASE_FOLD.normalize(folded.replace('\u0131', 'i').replace("i\u0307", "i"));
    }
}
