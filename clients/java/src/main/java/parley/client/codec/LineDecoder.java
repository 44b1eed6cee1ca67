package parley.client.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import parley.client.error.ParleyException.ConnectionLost;

/**
 * Makes lines of bytes, wherever these are split. A line ends at LF, and at nothing else; one CR before it belongs to its end. What
 * stands behind the last LF is no line. Not for several threads at once.
 */
public final class LineDecoder {
    /** The longest line in bytes; the protocol has some of several hundred KiB. */
    public static final int MAX_LINE = 16 << 20;

    private byte[] held = new byte[1_024];
    private int count;

    /** Begins with an empty line. */
    public LineDecoder() {}

    /**
     * Takes the bytes from {@code from} to before {@code to}, and gives the lines that they complete, in order. What is not UTF-8
     * becomes U+FFFD.
     *
     * @throws ConnectionLost when a line is longer than any that a Parley server sends
     */
    public void feed(byte[] bytes, int from, int to, Consumer<String> lines) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                hold(bytes, start, at);
                int end = count > 0 && held[count - 1] == '\r' ? count - 1 : count;
                count = 0;
                lines.accept(new String(held, 0, end, StandardCharsets.UTF_8));
                start = at + 1;
            }
        }
        hold(bytes, start, to);
    }

    private void hold(byte[] bytes, int from, int to) {
        int needed = count + to - from;
        if (needed > MAX_LINE) {
            throw new ConnectionLost("the server sent a line of more than " + MAX_LINE + " bytes");
        }
        if (needed > held.length) {
            held = Arrays.copyOf(held, Math.min(MAX_LINE, Math.max(needed, 2 * held.length)));
        }
        System.arraycopy(bytes, from, held, count, to - from);
        count = needed;
    }
}
