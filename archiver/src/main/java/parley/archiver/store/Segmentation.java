package parley.archiver.store;

import static java.lang.Character.UnicodeScript.*;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts a text into the tokens by which it is found. Words of scripts that put spaces between them are tokens as they
 * stand; of the other scripts, and of Hangul's syllables, each character is one, so that a single one is found and
 * several in a row are a phrase; so is each emoji or other symbol. Case, compatibility forms and the accents on Latin
 * and Greek letters make no difference.
 *
 * <p>Changing what this returns for a text means building the index of every archive anew: a migration.
 */
public final class Segmentation {
    /** Longer words are cut into several tokens of this many code points, in the index and in queries alike. */
    static final int MAX_WORD = 64;

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            HAN,
            HIRAGANA,
            KATAKANA,
            BOPOMOFO,
            HANGUL,
            YI,
            THAI,
            LAO,
            KHMER,
            MYANMAR,
            TAI_LE,
            NEW_TAI_LUE,
            TAI_THAM,
            TAI_VIET,
            JAVANESE,
            BALINESE);

    private enum Role {
        IN_WORD,
        ALONE,
        SEPARATOR,
        IGNORED
    }

    private Segmentation() {}

    /** Its tokens, one space between them. No token holds ASCII other than lower-case letters and digits. */
    static String index(String text) {
        return String.join(" ", tokens(text));
    }

    /**
     * The full-text query for rows that hold all of these words, what is between white space taken as a phrase; empty when there is
     * nothing in it to look for.
     */
    public static Optional<String> query(String words) {
        List<String> phrases = new ArrayList<>();
        for (String word : words.split("[\\s\\h]+", -1)) {
            String phrase = index(word);
            if (!phrase.isEmpty()) {
                phrases.add('"' + phrase + '"');
            }
        }
        return phrases.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", phrases));
    }

    public static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int length = 0;
        String folded = fold(text);
        for (int at = 0, codePoint; at < folded.length(); at += Character.charCount(codePoint)) {
            codePoint = folded.codePointAt(at);
            Role role = role(codePoint);
            if (role == Role.IGNORED) {
                continue;
            }
            if (role != Role.IN_WORD || length == MAX_WORD) {
                end(word, tokens);
                length = 0;
            }
            if (role == Role.IN_WORD) {
                word.appendCodePoint(codePoint);
                length++;
            } else if (role == Role.ALONE) {
                tokens.add(Character.toString(codePoint));
            }
        }
        end(word, tokens);
        return tokens;
    }

    private static void end(StringBuilder word, List<String> tokens) {
        if (!word.isEmpty()) {
            tokens.add(word.toString());
            word.setLength(0);
        }
    }

    private static Role role(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.PRIVATE_USE ->
                isVariationSelector(codePoint) ? Role.IGNORED : isWithoutSpaces(codePoint) ? Role.ALONE : Role.IN_WORD;
            case Character.UNASSIGNED,
                    Character.OTHER_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MATH_SYMBOL -> codePoint < 0x80 ? Role.SEPARATOR : Role.ALONE;
            case Character.FORMAT, Character.ENCLOSING_MARK -> Role.IGNORED;
            default -> Role.SEPARATOR;
        };
    }

    /** The sign for a long vowel, and a few more letters of East Asia, belong to several scripts. */
    private static boolean isWithoutSpaces(int codePoint) {
        return WITHOUT_SPACES.contains(UnicodeScript.of(codePoint)) || (codePoint >= 0x3000 && codePoint <= 0x30FF);
    }

    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    private static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String plain = Normalizer.normalize(
                withoutAccents(Normalizer.normalize(text, Normalizer.Form.NFKD)), Normalizer.Form.NFC);
        // By way of upper case, for ß; then each by itself, for a sigma at the end of a word.
        StringBuilder folded = new StringBuilder(plain.length());
        plain.toUpperCase(Locale.ROOT).codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String withoutAccents(String decomposed) {
        StringBuilder kept = new StringBuilder(decomposed.length());
        UnicodeScript base = COMMON;
        for (int at = 0, codePoint; at < decomposed.length(); at += Character.charCount(codePoint)) {
            codePoint = decomposed.codePointAt(at);
            boolean mark = codePoint >= 0x0300 && codePoint <= 0x036F;
            if (!mark) {
                base = UnicodeScript.of(codePoint);
            }
            if (!mark || (base != LATIN && base != GREEK)) {
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }
}
