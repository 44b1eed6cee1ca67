package parley.client.codec;

/** Knows which characters are seen. What is unseen may be no part of a name, and is no text by itself. */
final class Characters {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** First and last of what is not seen: the default-ignorable characters, and others that a server takes out. */
    private static final int[] UNSEEN = {
        0xAD, 0xAD, 0x34F, 0x34F, 0x61C, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F, //
        0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFDD0, 0xFDEF, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0,
        0xFFF0, 0xFFFB, 0xFFFE, 0xFFFF, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF, 0xFFFFE, 0xFFFFF,
    };

    private Characters() {}

    static boolean isSeen(int codePoint) {
        if (isWhite(codePoint)
                || Character.getType(codePoint) == Character.CONTROL
                || Character.getType(codePoint) == Character.SURROGATE) {
            return false;
        }
        for (int i = 0; i < UNSEEN.length; i += 2) {
            if (codePoint >= UNSEEN[i] && codePoint <= UNSEEN[i + 1]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it may stand between the letters of a name, where its script needs it. */
    static boolean isJoiner(int codePoint) {
        return codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
    }

    /** What the server takes for white space. */
    private static boolean isWhite(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }
}
