package parley.attack.horde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Cuts what a server sends into lines and hands on how each begins; of a lobby line only that it came, for those come by the
 * million.
 */
public final class LineScanner {
    /** Takes the lines, in order. */
    public interface Lines {
        /** @param beginning of the line, up to {@link #KEPT} bytes, without its end */
        void line(String beginning) throws IOException;

        /** A message of the lobby. */
        default void lobby() {}
    }

    /** Bytes of a line that are handed on. */
    public static final int KEPT = 120;

    private final Lines lines;
    private final byte[] kept = new byte[KEPT];
    private int length;

    public LineScanner(Lines lines) {
        this.lines = lines;
    }

    /** Takes all of the bytes. */
    public void take(ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        int from = 0;
        for (int at = 0; at < copy.length; at++) {
            if (copy[at] == '\n') {
                keep(copy, from, at);
                end();
                from = at + 1;
            }
        }
        keep(copy, from, copy.length);
    }

    private void keep(byte[] bytes, int from, int to) {
        if (length < KEPT) {
            System.arraycopy(bytes, from, kept, length, Math.min(to - from, KEPT - length));
        }
        length += to - from;
    }

    private void end() throws IOException {
        int count = Math.min(length, KEPT);
        length = 0;
        if (count > 1 && kept[0] == 'L' && kept[1] == 'O') {
            lines.lobby();
            return;
        }
        if (count > 0 && kept[count - 1] == '\r') {
            count--;
        }
        lines.line(new String(kept, 0, count, StandardCharsets.UTF_8));
    }
}
