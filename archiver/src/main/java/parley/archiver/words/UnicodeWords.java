package parley.archiver.words;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.JoiningType;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Cuts a text in any script into tokens, as {@link Segmentation} says, by the tables of a library. */
final class UnicodeWords {
    private static final BitSet WITHOUT_SPACES = scripts(
            UScript.HAN,
            UScript.HIRAGANA,
            UScript.KATAKANA,
            UScript.BOPOMOFO,
            UScript.HANGUL,
            UScript.YI,
            UScript.THAI,
            UScript.LAO,
            UScript.KHMER,
            UScript.MYANMAR,
            UScript.TAI_LE,
            UScript.NEW_TAI_LUE,
            UScript.LANNA,
            UScript.TAI_VIET,
            UScript.JAVANESE,
            UScript.BALINESE);

    private static final BitSet WITH_ACCENTS = scripts(UScript.LATIN, UScript.GREEK);

    /** Their words are told apart by their consonants. */
    private static final BitSet WITH_POINTS =
            scripts(UScript.ARABIC, UScript.HEBREW, UScript.SYRIAC, UScript.SAMARITAN);

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFKD = Normalizer2.getNFKDInstance();

    private enum Role {
        IN_WORD,
        ALONE,
        SEPARATOR,
        IGNORED
    }

    private UnicodeWords() {}

    static List<String> tokens(String text) {
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
            if (role != Role.IN_WORD || length == Segmentation.MAX_WORD) {
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
        if (UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
            return Role.IGNORED;
        }
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.UPPERCASE_LETTER,
                    ECharacterCategory.LOWERCASE_LETTER,
                    ECharacterCategory.TITLECASE_LETTER,
                    ECharacterCategory.MODIFIER_LETTER,
                    ECharacterCategory.OTHER_LETTER,
                    ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK,
                    ECharacterCategory.DECIMAL_DIGIT_NUMBER,
                    ECharacterCategory.LETTER_NUMBER,
                    ECharacterCategory.OTHER_NUMBER,
                    ECharacterCategory.PRIVATE_USE -> isWithoutSpaces(codePoint) ? Role.ALONE : Role.IN_WORD;
            case ECharacterCategory.UNASSIGNED,
                    ECharacterCategory.OTHER_SYMBOL,
                    ECharacterCategory.MODIFIER_SYMBOL,
                    ECharacterCategory.CURRENCY_SYMBOL,
                    ECharacterCategory.MATH_SYMBOL -> codePoint < 0x80 ? Role.SEPARATOR : Role.ALONE;
            case ECharacterCategory.FORMAT, ECharacterCategory.ENCLOSING_MARK -> Role.IGNORED;
            default -> Role.SEPARATOR;
        };
    }

    /** The sign for a long vowel, and a few more letters of East Asia, belong to several scripts. */
    private static boolean isWithoutSpaces(int codePoint) {
        int script = UScript.getScript(codePoint);
        if (script != UScript.COMMON && script != UScript.INHERITED) {
            return WITHOUT_SPACES.get(script);
        }
        BitSet several = new BitSet();
        UScript.getScriptExtensions(codePoint, several);
        return several.intersects(WITHOUT_SPACES);
    }

    private static String fold(String text) {
        String plain = NFC.normalize(plain(NFKD.normalize(text)));
        // By way of upper case, for ß; then each by itself, for a sigma at the end of a word.
        StringBuilder folded = new StringBuilder(plain.length());
        UCharacter.toUpperCase(Locale.ROOT, plain)
                .codePoints()
                .map(UCharacter::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Without accents, points, and what only makes a word longer, such as the tatweel. */
    private static String plain(String decomposed) {
        StringBuilder kept = new StringBuilder(decomposed.length());
        int base = ' ';
        for (int at = 0, codePoint; at < decomposed.length(); at += Character.charCount(codePoint)) {
            codePoint = decomposed.codePointAt(at);
            if (UCharacter.getType(codePoint) == ECharacterCategory.NON_SPACING_MARK) {
                if (isOptional(base, codePoint)) {
                    continue;
                }
            } else if (UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE) == JoiningType.JOIN_CAUSING) {
                continue;
            } else {
                base = codePoint;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString();
    }

    /** Whether the mark may as well not be written. Those that make another letter of one with points, such as alef with hamza, stay. */
    private static boolean isOptional(int base, int mark) {
        int script = UScript.getScript(base);
        return WITH_POINTS.get(script)
                ? NFC.composePair(base, mark) < 0
                : WITH_ACCENTS.get(script) && UScript.getScript(mark) == UScript.INHERITED;
    }

    private static BitSet scripts(int... scripts) {
        return IntStream.of(scripts).collect(BitSet::new, BitSet::set, BitSet::or);
    }
}
