package parley.bridge.net.websocket;

/** Says of bytes that come one by one whether they are UTF-8, at the first that can't be. */
final class Utf8Check {
    private static final int ASCII_END = 0x80;
    private static final int TAIL_LEAST = 0x80;
    private static final int TAIL_MOST = 0xBF;

    /** Bytes of a character that are still to come. */
    private int left;
    /** What the next of them may be: of the second byte, some stand for what is encoded shorter, or for no character. */
    private int least = TAIL_LEAST;

    private int most = TAIL_MOST;

    /** Takes the next byte (0 to 255); false where it can't stand there. */
    boolean accept(int octet) {
        if (left == 0) {
            return octet < ASCII_END || begin(octet);
        }
        boolean fits = octet >= least && octet <= most;
        left--;
        least = TAIL_LEAST;
        most = TAIL_MOST;
        return fits;
    }

    private boolean begin(int octet) {
        if (octet >= 0xC2 && octet <= 0xDF) {
            left = 1;
        } else if (octet >= 0xE0 && octet <= 0xEF) {
            left = 2;
            least = octet == 0xE0 ? 0xA0 : TAIL_LEAST;
            most = octet == 0xED ? 0x9F : TAIL_MOST;
        } else if (octet >= 0xF0 && octet <= 0xF4) {
            left = 3;
            least = octet == 0xF0 ? 0x90 : TAIL_LEAST;
            most = octet == 0xF4 ? 0x8F : TAIL_MOST;
        }
        return left > 0;
    }

    /** Whether no character is under way. */
    boolean isComplete() {
        return left == 0;
    }
}
