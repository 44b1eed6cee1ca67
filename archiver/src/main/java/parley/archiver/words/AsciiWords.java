package parley.archiver.words;

/**
 * Cuts a text of nothing but ASCII into the tokens that {@link UnicodeWords} would: runs of letters and digits, in lower case. As most
 * texts are such, this is what an archiver spends its time on; and a short command is done before the tables of Unicode are there.
 */
final class AsciiWords {
    private static final char SEPARATOR = 0;

    private AsciiWords() {}

    static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The tokens of a text for which {@link #isAscii} is true, one space between them. */
    static String index(String text) {
        StringBuilder tokens = new StringBuilder(text.length());
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            char folded = fold(text.charAt(at));
            if (folded == SEPARATOR) {
                length = 0;
                continue;
            }
            if (length == Segmentation.MAX_WORD) {
                length = 0;
            }
            if (length == 0 && !tokens.isEmpty()) {
                tokens.append(' ');
            }
            tokens.append(folded);
            length++;
        }
        return tokens.toString();
    }

    /** What the character is in a token; {@link #SEPARATOR} where it is in none. */
    private static char fold(char ascii) {
        if ((ascii >= 'a' && ascii <= 'z') || (ascii >= '0' && ascii <= '9')) {
            return ascii;
        }
        return ascii >= 'A' && ascii <= 'Z' ? (char) (ascii + ('a' - 'A')) : SEPARATOR;
    }
}
