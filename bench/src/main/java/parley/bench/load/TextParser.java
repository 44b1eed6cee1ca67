package parley.bench.load;

import java.nio.ByteBuffer;

/**
 * Finds the texts in what one receiver gets, and checks that each sender's numbers rise. Numbers may be left out, for messages
 * may be refused; whoever counts the deliveries notices any other loss.
 */
final class TextParser {
    /** Is told of each text. */
    interface Listener {
        /** @param end where in the stream the text ends */
        void message(int sender, int number, long end);
    }

    private final Listener listener;
    private final int[] next;
    private final byte[] head = new byte[Text.MIN_BYTES];
    private int textBytes = Text.MIN_BYTES;
    /** Bytes of the head that have come; 0 between texts. */
    private int got;
    /** Bytes of a text's filling that are still to come; counts only where the head is whole. */
    private int filling;

    private long position;

    TextParser(int senderCount, Listener listener) {
        this.next = new int[senderCount];
        this.listener = listener;
    }

    /** The texts that come from now on are so long. */
    void textBytes(int bytes) {
        textBytes = bytes;
    }

    /** Takes the next bytes of the stream, all of them. */
    void parse(ByteBuffer bytes) throws MisdeliveryException {
        int at = bytes.position();
        int end = bytes.limit();
        while (at < end) {
            if (got == head.length) {
                int length = Math.min(filling, end - at);
                at += length;
                position += length;
                filling -= length;
                complete();
            } else {
                byte octet = bytes.get(at++);
                position++;
                if (got > 0 || octet == Text.MARK) {
                    head[got++] = octet;
                    filling = textBytes - head.length;
                    complete();
                }
            }
        }
        bytes.position(end);
    }

    private void complete() throws MisdeliveryException {
        if (got == head.length && filling == 0) {
            got = 0;
            int sender = number(Text.SENDER_AT, Text.SENDER_DIGITS);
            int number = number(Text.NUMBER_AT, Text.NUMBER_DIGITS);
            if (sender < 0 || sender >= next.length || number < next[sender]) {
                throw new MisdeliveryException("of sender " + sender + " came " + number);
            }
            next[sender] = number + 1;
            listener.message(sender, number, position);
        }
    }

    private int number(int from, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = 10 * value + head[from + i] - '0';
        }
        return value;
    }
}
