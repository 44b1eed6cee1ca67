package parley.bridge.chat.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import parley.bridge.limits.Limits;

/** Writes lines that are encoded already, so that many sessions can be answered with the same. */
public final class EncodedBody implements Body {
    private final ByteBuffer lines;
    private final long count;
    private int written;

    /** @param lines whole lines with their ends, as {@link #encode} makes them */
    public EncodedBody(ByteBuffer lines, long count) {
        this.lines = lines;
        this.count = count;
    }

    public static EncodedBody of(List<String> lines) {
        return new EncodedBody(encode(lines), lines.size());
    }

    /** Lines for one reader, which take no memory outside the heap before they are sent, however many and long they are. */
    public static EncodedBody ofOwn(List<String> lines) {
        return new EncodedBody(ByteBuffer.wrap(bytes(lines)), lines.size());
    }

    /** Many lines go into memory from which they are sent without a copy, however many sessions are sent the same. */
    public static ByteBuffer encode(List<String> lines) {
        byte[] bytes = bytes(lines);
        return bytes.length < Limits.TURN_BYTES
                ? ByteBuffer.wrap(bytes)
                : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static byte[] bytes(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        int all = lines.limit();
        int end = Math.min(all, written + (lines.isDirect() ? Limits.TURN_BYTES : Limits.UNTAKEN_BYTES));
        while (end < all && lines.get(end - 1) != '\n') {
            end++;
        }
        if (end > written) {
            outlet.lines(lines, written, end - written);
        }
        written = end;
        return written == all ? Progress.DONE : Progress.MORE;
    }

    @Override
    public long count() {
        return count;
    }
}
