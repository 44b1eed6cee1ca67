package parley.archiver.words;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Cuts a text into the tokens by which it is found. Words of scripts that put spaces between them are tokens as they
 * stand; of the other scripts, and of Hangul's syllables, each character is one, so that a single one is found and
 * several in a row are a phrase; so is each emoji or other symbol. Case, compatibility forms, the accents on Latin and
 * Greek letters, and the vowels and other points of Arabic, Hebrew and Syriac, which most people don't write, make no
 * difference.
 *
 * <p>Changing what this returns for a text means building the index of every archive anew: a migration. So it goes by the tables of a
 * library, not by the JDK's, which are others with each JDK.
 */
public final class Segmentation {
    /** Longer words are cut into several tokens of this many code points, in the index and in queries alike. */
    static final int MAX_WORD = 64;

    /** Something of a word, and the sign that it may go on. */
    private static final Pattern BEGINNING = Pattern.compile("(?s).*[\\p{L}\\p{M}\\p{N}]\\*");

    private Segmentation() {}

    /** Its tokens, one space between them. No token holds ASCII other than lower-case letters and digits. */
    public static String index(String text) {
        return AsciiWords.isAscii(text) ? AsciiWords.index(text) : String.join(" ", UnicodeWords.tokens(text));
    }

    /**
     * The full-text query for rows that hold all of these words, what is between white space taken as a phrase; empty when there is
     * nothing in it to look for.
     */
    public static Optional<String> query(String words) {
        return allOf(words, Segmentation::phrase);
    }

    /** The same, but that a word with an asterisk behind it stands for all that begin so. */
    public static Optional<String> queryWithPrefixes(String words) {
        return allOf(words, word -> {
            String phrase = phrase(word);
            return phrase.isEmpty() || !BEGINNING.matcher(word).matches() ? phrase : phrase + " *";
        });
    }

    /** For rows that hold these words in this order with nothing between. */
    public static Optional<String> phraseQuery(String words) {
        String phrase = phrase(words);
        return phrase.isEmpty() ? Optional.empty() : Optional.of(phrase);
    }

    private static Optional<String> allOf(String words, UnaryOperator<String> query) {
        // Each once: what many of the same cost grows with their square.
        Set<String> phrases = new LinkedHashSet<>();
        for (String word : words.split("[\\s\\h]+", -1)) {
            phrases.add(query.apply(word));
        }
        phrases.remove("");
        return phrases.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", phrases));
    }

    private static String phrase(String text) {
        String tokens = index(text);
        return tokens.isEmpty() ? "" : '"' + tokens + '"';
    }

    public static List<String> tokens(String text) {
        String tokens = index(text);
        return tokens.isEmpty() ? List.of() : List.of(tokens.split(" ", -1));
    }
}
