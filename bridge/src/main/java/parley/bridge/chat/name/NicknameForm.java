package parley.bridge.chat.name;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.JoiningType;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.BitSet;
import parley.protocol.SafeText;

/** Tells whether a name is made of what nicknames are made of. Not by the JDK's tables, which lack the scripts that are younger than it. */
final class NicknameForm {
    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;
    /** The combining class of the signs that take a letter's vowel away, in the scripts of South Asia. */
    private static final int VIRAMA = 9;

    private NicknameForm() {}

    /** Letters, marks on letters, joiners where the script needs them, decimal digits, {@code _} and {@code -}; all of it is shown. */
    static boolean isWellFormed(String nick) {
        if (!SafeText.clean(nick).equals(nick)) {
            return false;
        }
        int[] name = nick.codePoints().toArray();
        boolean onLetter = false;
        int letter = 0;
        for (int at = 0; at < name.length; at++) {
            int codePoint = name[at];
            if (isLetter(codePoint)) {
                onLetter = true;
                letter = codePoint;
            } else if (isMark(codePoint)) {
                if (!onLetter
                        || UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR)
                        || !isWrittenOn(letter, codePoint)) {
                    return false;
                }
            } else if (codePoint == ZWJ || codePoint == ZWNJ) {
                if (!onLetter || !isNeeded(name, at)) {
                    return false;
                }
            } else if (UCharacter.isDigit(codePoint) || codePoint == '_' || codePoint == '-') {
                onLetter = false;
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the mark is of the letter's script, or of no one's own. On other letters some marks show nothing at all, such as the
     * filler of the Khitan script.
     */
    private static boolean isWrittenOn(int letter, int mark) {
        if (isOfNoScript(letter) || isOfNoScript(mark)) {
            return true;
        }
        BitSet scripts = new BitSet();
        UScript.getScriptExtensions(letter, scripts);
        BitSet ofMark = new BitSet();
        UScript.getScriptExtensions(mark, ofMark);
        return scripts.intersects(ofMark);
    }

    private static boolean isOfNoScript(int codePoint) {
        int script = UScript.getScript(codePoint);
        return script == UScript.COMMON || script == UScript.INHERITED;
    }

    /**
     * Whether the joiner changes what is seen: behind a virama, as in Devanagari or Malayalam; before one, as in Bengali and Sinhala;
     * or, one that doesn't join, between letters that are written together, as in Persian.
     */
    private static boolean isNeeded(int[] name, int at) {
        if (combiningClass(name[at - 1]) == VIRAMA) {
            return true;
        }
        return name[at] == ZWJ
                ? at + 1 < name.length && combiningClass(name[at + 1]) == VIRAMA
                : joinsOnwards(name, at) && joinsBack(name, at);
    }

    private static boolean joinsOnwards(int[] name, int joiner) {
        int before = joiner - 1;
        while (before > 0 && joiningType(name[before]) == JoiningType.TRANSPARENT) {
            before--;
        }
        int type = joiningType(name[before]);
        return type == JoiningType.DUAL_JOINING || type == JoiningType.LEFT_JOINING;
    }

    private static boolean joinsBack(int[] name, int joiner) {
        int after = joiner + 1;
        while (after < name.length && joiningType(name[after]) == JoiningType.TRANSPARENT) {
            after++;
        }
        int type = after < name.length ? joiningType(name[after]) : JoiningType.NON_JOINING;
        return type == JoiningType.DUAL_JOINING || type == JoiningType.RIGHT_JOINING;
    }

    private static int combiningClass(int codePoint) {
        return UCharacter.getCombiningClass(codePoint);
    }

    private static int joiningType(int codePoint) {
        return UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE);
    }

    private static boolean isLetter(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.UPPERCASE_LETTER,
                    ECharacterCategory.LOWERCASE_LETTER,
                    ECharacterCategory.TITLECASE_LETTER,
                    ECharacterCategory.MODIFIER_LETTER,
                    ECharacterCategory.OTHER_LETTER -> true;
            default -> false;
        };
    }

    private static boolean isMark(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK,
                    ECharacterCategory.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
