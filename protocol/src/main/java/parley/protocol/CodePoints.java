package parley.protocol;

/**
 * Tells what a code point is to whoever sees a text. By Unicode 18, also where the tables of the JDK that runs are older: Java 17
 * knows Unicode 13.
 */
final class CodePoints {
    static final int ZWNJ = 0x200C;
    static final int ZWJ = 0x200D;
    /** Ends a sequence of tags. */
    static final int TAG_END = 0xE007F;

    private static final int TAG_FIRST = 0xE0020;

    /** First and last of each: what Unicode calls default-ignorable. */
    private static final int[] DEFAULT_IGNORABLE = {
        0xAD, 0xAD, 0x34F, 0x34F, 0x61C, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F, 0x202A,
        0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0,
        0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF
    };

    /** Format characters that show, in Unicode's words prepended concatenation marks; two of them are younger than Unicode 13. */
    private static final int[] SHOWN_FORMAT = {
        0x600, 0x605, 0x6DD, 0x6DD, 0x70F, 0x70F, 0x890, 0x891, 0x8E2, 0x8E2, 0x110BD, 0x110BD, 0x110CD, 0x110CD
    };

    /** Those that arrange hieroglyphs; some are younger than Unicode 13. */
    private static final int[] HIEROGLYPH_FORMAT = {0x13430, 0x1343F};

    private static final int[] VARIATION_SELECTORS = {
        0x180B, 0x180D, 0x180F, 0x180F, 0xFE00, 0xFE0F, 0xE0100, 0xE01EF,
    };

    /** Combining marks that came after Unicode 13. */
    private static final int[] YOUNG_MARKS = {
        0x5C8, 0x5C9, 0x897, 0x89F, 0x8CA, 0x8D2, 0xB53, 0xB54, 0xC3C, 0xC3C, 0xCF3, 0xCF3, 0xECE, 0xECE, 0x1715,
        0x1715, 0x1AC1, 0x1AF0, 0x1DFA, 0x1DFA, 0x10D69, 0x10D6D, 0x10ECB, 0x10ECF, 0x10EF0, 0x10EFF, 0x10F82, 0x10F85,
        0x11070, 0x11070, 0x11073, 0x11074, 0x110C2, 0x110C2, 0x11241, 0x11241, 0x113B8, 0x113C0, 0x113C2, 0x113C2,
        0x113C5, 0x113C5, 0x113C7, 0x113CA, 0x113CC, 0x113D0, 0x113D2, 0x113D2, 0x113E1, 0x113E2, 0x11B60, 0x11B67,
        0x11DF0, 0x11DF0, 0x11F00, 0x11F01, 0x11F03, 0x11F03, 0x11F34, 0x11F3A, 0x11F3E, 0x11F42, 0x11F5A, 0x11F5A,
        0x13440, 0x13440, 0x13447, 0x13455, 0x1611E, 0x1612F, 0x1CF00, 0x1CF2D, 0x1CF30, 0x1CF46, 0x1D127, 0x1D128,
        0x1D250, 0x1D252, 0x1D25B, 0x1D25C, 0x1D25F, 0x1D25F, 0x1D280, 0x1D281, 0x1E08F, 0x1E08F, 0x1E2AE, 0x1E2AE,
        0x1E4EC, 0x1E4EF, 0x1E5EE, 0x1E5EF, 0x1E6E3, 0x1E6E3, 0x1E6E6, 0x1E6E6, 0x1E6EE, 0x1E6EF, 0x1E6F5, 0x1E6F5
    };

    /** Pictographs (also what has been taken for one in an earlier Unicode), skin tones and the halves of flags. */
    private static final int[] EMOJI = {
        0xA9, 0xA9, 0xAE, 0xAE, 0x203C, 0x203C, 0x2049, 0x2049, 0x2122, 0x2122, 0x2139, 0x2139, 0x2194, 0x2199, 0x21A9,
        0x21AA, 0x231A, 0x231B, 0x2328, 0x2328, 0x2388, 0x2388, 0x23CF, 0x23CF, 0x23E9, 0x23F3, 0x23F8, 0x23FA, 0x24C2,
        0x24C2, 0x25AA, 0x25AB, 0x25B6, 0x25B6, 0x25C0, 0x25C0, 0x25FB, 0x25FE, 0x2600, 0x2605, 0x2607, 0x2612, 0x2614,
        0x2685, 0x2690, 0x2705, 0x2708, 0x2712, 0x2714, 0x2714, 0x2716, 0x2716, 0x271D, 0x271D, 0x2721, 0x2721, 0x2728,
        0x2728, 0x2733, 0x2734, 0x2744, 0x2744, 0x2747, 0x2747, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757,
        0x2757, 0x2763, 0x2767, 0x2795, 0x2797, 0x27A1, 0x27A1, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2934, 0x2935, 0x2B05,
        0x2B07, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x3030, 0x3030, 0x303D, 0x303D, 0x3297, 0x3297, 0x3299,
        0x3299, 0x1F000, 0x1F0FF, 0x1F10D, 0x1F10F, 0x1F12F, 0x1F12F, 0x1F16C, 0x1F171, 0x1F17E, 0x1F17F, 0x1F18E,
        0x1F18E, 0x1F191, 0x1F19A, 0x1F1AD, 0x1F1FF, 0x1F201, 0x1F20F, 0x1F21A, 0x1F21A, 0x1F22F, 0x1F22F, 0x1F232,
        0x1F23A, 0x1F23C, 0x1F23F, 0x1F249, 0x1F53D, 0x1F546, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F774, 0x1F77F, 0x1F7D5,
        0x1F7FF, 0x1F80C, 0x1F80F, 0x1F848, 0x1F84F, 0x1F85A, 0x1F85F, 0x1F888, 0x1F88F, 0x1F8AE, 0x1F8FF, 0x1F90C,
        0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1FAFF, 0x1FC00, 0x1FFFD
    };

    /** What a code point is, as bits. */
    private static final int MARK = 1;

    private static final int OF_WORD = 2;
    private static final int PICTOGRAPH = 4;
    private static final int SELECTOR = 8;
    private static final int SHOWN_AS_IS = 16;

    /** Where nearly all text stands: the first two planes. */
    private static final int IN_TABLE = 0x20000;

    /** Of each, looked up once, as texts of other scripts than Latin are asked for all of it, character by character. */
    private static final byte[] TABLE = new byte[IN_TABLE];

    static {
        for (int codePoint = 0; codePoint < IN_TABLE; codePoint++) {
            TABLE[codePoint] = (byte) lookUp(codePoint);
        }
    }

    private CodePoints() {}

    static boolean isJoiner(int codePoint) {
        return codePoint == ZWJ || codePoint == ZWNJ;
    }

    static boolean isTag(int codePoint) {
        return codePoint >= TAG_FIRST && codePoint <= TAG_END;
    }

    static boolean isVariationSelector(int codePoint) {
        return is(codePoint, SELECTOR);
    }

    static boolean isMark(int codePoint) {
        return is(codePoint, MARK);
    }

    /** A letter, mark or digit. What the JDK doesn't know and is no pictograph is taken for one: most of what comes anew is letters. */
    static boolean isOfWord(int codePoint) {
        return is(codePoint, OF_WORD);
    }

    /** A pictograph, a skin tone, or half a flag. */
    static boolean isEmoji(int codePoint) {
        return is(codePoint, PICTOGRAPH);
    }

    /** Neither invisible, as what is default-ignorable, nor a control, a line's or paragraph's separator or half a surrogate pair. */
    static boolean isShownAsIs(int codePoint) {
        return is(codePoint, SHOWN_AS_IS);
    }

    private static boolean is(int codePoint, int kind) {
        return ((codePoint < IN_TABLE ? TABLE[codePoint] : lookUp(codePoint)) & kind) != 0;
    }

    private static int lookUp(int codePoint) {
        int type = Character.getType(codePoint);
        boolean mark = isMark(codePoint, type);
        boolean emoji = isIn(EMOJI, codePoint);
        return (mark ? MARK : 0)
                | (mark || isOfWord(codePoint, type, emoji) ? OF_WORD : 0)
                | (emoji ? PICTOGRAPH : 0)
                | (isIn(VARIATION_SELECTORS, codePoint) ? SELECTOR : 0)
                | (isInvisible(codePoint, type) || isReplaced(type) ? 0 : SHOWN_AS_IS);
    }

    /** Default-ignorable, a noncharacter, or a format character that doesn't show. */
    private static boolean isInvisible(int codePoint, int type) {
        return isIn(DEFAULT_IGNORABLE, codePoint)
                || isNoncharacter(codePoint)
                || isIn(HIEROGLYPH_FORMAT, codePoint)
                || (type == Character.FORMAT && !isIn(SHOWN_FORMAT, codePoint));
    }

    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    private static boolean isMark(int codePoint, int type) {
        return switch (type) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            case Character.UNASSIGNED -> isIn(YOUNG_MARKS, codePoint);
            default -> false;
        };
    }

    private static boolean isOfWord(int codePoint, int type, boolean emoji) {
        return Character.isLetterOrDigit(codePoint) || (type == Character.UNASSIGNED && !emoji);
    }

    private static boolean isReplaced(int type) {
        return switch (type) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    /** Whether it lies in one of the ranges, which are in order. */
    private static boolean isIn(int[] ranges, int codePoint) {
        int low = 0;
        int high = ranges.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (codePoint > ranges[2 * middle + 1]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.length / 2 && codePoint >= ranges[2 * low];
    }
}
