package parley.bridge.chat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines that are encoded already, so that many sessions can be answered with the same. */
public final class EncodedBody implements Body {
    private final byte[] lines;
    private final long count;
    private int written;

    /** @param lines whole lines with their ends; the array may not change any more */
    public EncodedBody(byte[] lines, long count) {
        this.lines = lines;
        this.count = count;
    }

    public static EncodedBody of(List<String> lines) {
        return new EncodedBody(encode(lines), lines.size());
    }

    public static byte[] encode(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        int end = Math.min(lines.length, written + Limits.TURN_BYTES);
        while (end < lines.length && lines[end - 1] != '\n') {
            end++;
        }
        if (end > written) {
            outlet.lines(lines, written, end - written);
        }
        written = end;
        return written == lines.length ? Progress.DONE : Progress.MORE;
    }

    @Override
    public long count() {
        return count;
    }
}
