package parley.bench.load;

import java.nio.ByteBuffer;

/**
 * Counts the answers that one sender gets, and among them the refusals: whatever begins neither with {@code OK} nor as answers of
 * Redis and of NATS do that are no errors. A refusal is one line.
 */
final class AnswerCounter {
    private static final String GOOD = "O:+$*0123456789M{";

    /** How NATS's {@code PING} begins, which is no answer. */
    private static final byte ASIDE = 'P';

    private final int linesEach;
    private long lines;
    private long answers;
    private long refused;
    private boolean inLine;
    private byte first;

    /** @param linesEach in how many lines an answer comes that is no refusal; 0 where there are none */
    AnswerCounter(int linesEach) {
        this.linesEach = linesEach;
    }

    /** Takes all of the bytes. */
    void take(ByteBuffer bytes) {
        int end = bytes.limit();
        for (int i = bytes.position(); i < end && linesEach > 0; i++) {
            byte octet = bytes.get(i);
            if (!inLine) {
                inLine = true;
                first = octet;
            }
            if (octet == '\n') {
                inLine = false;
                line();
            }
        }
        bytes.position(end);
    }

    private void line() {
        if (first == ASIDE) {
            return;
        }
        if (GOOD.indexOf(first) < 0) {
            refused++;
            answers++;
        } else if (++lines == linesEach) {
            lines = 0;
            answers++;
        }
    }

    /** All answers, refusals too. */
    long total() {
        return answers;
    }

    long refused() {
        return refused;
    }
}
