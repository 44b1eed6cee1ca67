package parley.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes a message's text, {@code |sender|number|} and filling, which is found and told from others in any protocol's bytes. */
public final class Text {
    /** Stands in no protocol's lines but in the texts. */
    static final byte MARK = '|';

    /** The shortest text. */
    public static final int MIN_BYTES = 14;

    static final int SENDER_AT = 1;
    static final int NUMBER_AT = 5;
    static final int SENDER_DIGITS = 3;
    static final int NUMBER_DIGITS = 8;

    private Text() {}

    /** The text of so many bytes. */
    public static byte[] of(int sender, int number, int bytes) {
        byte[] text = new byte[bytes];
        Arrays.fill(text, (byte) 'x');
        text[0] = MARK;
        digits(text, SENDER_AT, SENDER_DIGITS, sender);
        text[NUMBER_AT - 1] = MARK;
        digits(text, NUMBER_AT, NUMBER_DIGITS, number);
        text[NUMBER_AT + NUMBER_DIGITS] = MARK;
        return text;
    }

    private static void digits(byte[] text, int at, int digits, int value) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** The bytes of ASCII text. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
