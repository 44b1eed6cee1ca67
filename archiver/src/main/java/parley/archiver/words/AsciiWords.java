package parley.archiver.words;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Cuts a text of nothing but ASCII into the tokens that {@link UnicodeWords} would: runs of letters and digits, in lower case. As most
 * texts are such, this is what an archiver spends its time on; and a short command is done before the tables of Unicode are there.
 */
final class AsciiWords {
    private static final byte SEPARATOR = 0;
    /** What each character is in a token; {@link #SEPARATOR} where it is in none. */
    private static final byte[] FOLDED = new byte[0x80];

    static {
        for (byte digit = '0'; digit <= '9'; digit++) {
            FOLDED[digit] = digit;
        }
        for (byte letter = 'a'; letter <= 'z'; letter++) {
            FOLDED[letter] = letter;
            FOLDED[letter - 'a' + 'A'] = letter;
        }
    }

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
        byte[] tokens = new byte[text.length() + text.length() / Segmentation.MAX_WORD + 1];
        int end = 0;
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            byte folded = FOLDED[text.charAt(at)];
            if (folded == SEPARATOR) {
                length = 0;
                continue;
            }
            if (length == 0 || length == Segmentation.MAX_WORD) {
                length = 0;
                if (end > 0) {
                    tokens[end++] = ' ';
                }
            }
            tokens[end++] = folded;
            length++;
        }
        return new String(tokens, 0, end, ISO_8859_1);
    }
}
