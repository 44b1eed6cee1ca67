package parley.fuzz;

import static org.assertj.core.api.Assertions.fail;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;

/** Checks what may be sent to a terminal, rule by rule, as PROTOCOL.md has it; by ICU's tables, which the server does not use for this. */
public final class Shown {
    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;
    private static final int TAG_END = 0xE007F;

    private Shown() {}

    /** Fails unless all of the text may be sent. */
    public static void check(String text) {
        int[] all = text.codePoints().toArray();
        int marks = 0;
        for (int at = 0; at < all.length; at++) {
            int codePoint = all[at];
            int before = at == 0 ? ' ' : all[at - 1];
            boolean allowed;
            if (codePoint == ZWJ || codePoint == ZWNJ) {
                allowed = isOfWord(base(all, at)) || isEmoji(before) || before == TAG_END || isSelector(before);
                allowed &= before != ZWJ && before != ZWNJ;
            } else if (isSelector(codePoint)) {
                allowed = !UCharacter.isUWhiteSpace(before) && !isSelector(before) && before != ZWJ && before != ZWNJ;
            } else if (codePoint >= 0xE0020 && codePoint <= TAG_END) {
                allowed = isEmoji(before) || isSelector(before) || (before >= 0xE0020 && before < TAG_END);
            } else {
                allowed = codePoint == '\t' || !isInvisible(codePoint);
                boolean mark = isMark(codePoint);
                marks = mark ? marks + 1 : 0;
                allowed &= marks <= 4;
            }
            if (!allowed) {
                fail("U+%04X at %d of %s", codePoint, at, text);
            }
        }
    }

    /** What the joiner is behind, a variation selector aside. */
    private static int base(int[] all, int joiner) {
        int at = joiner - 1;
        if (at > 0 && isSelector(all[at])) {
            at--;
        }
        return at < 0 ? ' ' : all[at];
    }

    private static boolean isOfWord(int codePoint) {
        return UCharacter.isLetterOrDigit(codePoint)
                || isMark(codePoint)
                || UCharacter.getType(codePoint) == ECharacterCategory.UNASSIGNED;
    }

    private static boolean isMark(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return type == ECharacterCategory.NON_SPACING_MARK
                || type == ECharacterCategory.COMBINING_SPACING_MARK
                || type == ECharacterCategory.ENCLOSING_MARK;
    }

    private static boolean isSelector(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR);
    }

    /** Any symbol passes: which of them are pictographs has changed from one Unicode to the next. */
    private static boolean isEmoji(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC)
                || UCharacter.getType(codePoint) == ECharacterCategory.OTHER_SYMBOL
                || UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_MODIFIER);
    }

    private static boolean isInvisible(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return type == ECharacterCategory.CONTROL
                || type == ECharacterCategory.SURROGATE
                || type == ECharacterCategory.LINE_SEPARATOR
                || type == ECharacterCategory.PARAGRAPH_SEPARATOR
                || (type == ECharacterCategory.FORMAT
                        && !UCharacter.hasBinaryProperty(codePoint, UProperty.PREPENDED_CONCATENATION_MARK))
                || UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || UCharacter.hasBinaryProperty(codePoint, UProperty.NONCHARACTER_CODE_POINT);
    }
}
