package parley.bridge.chat.lobby;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Holds messages of the lobby, oldest first, as the lines that every reader gets, encoded once for all of them. Immutable. */
public final class EncodedMessages {
    private final ByteBuffer lines;
    private final int[] ends;
    private final long[] times;

    private EncodedMessages(ByteBuffer lines, int[] ends, long[] times) {
        this.lines = lines;
        this.ends = ends;
        this.times = times;
    }

    /** Encodes messages whose times rise. */
    public static EncodedMessages of(List<LobbyMessage> messages) {
        byte[][] each = messages.stream()
                .map(message -> (message.line() + "\r\n").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        ByteBuffer lines = ByteBuffer.allocate(
                Arrays.stream(each).mapToInt(line -> line.length).sum());
        int[] ends = new int[each.length];
        for (int at = 0; at < each.length; at++) {
            lines.put(each[at]);
            ends[at] = lines.position();
        }
        return new EncodedMessages(
                lines.flip().asReadOnlyBuffer(),
                ends,
                messages.stream().mapToLong(LobbyMessage::micros).toArray());
    }

    public int size() {
        return times.length;
    }

    /** Bytes of all lines. */
    public int bytes() {
        return lines.limit();
    }

    /** The time of a message, microseconds. */
    public long micros(int index) {
        return times[index];
    }

    /** The first message later than that time; {@link #size} where there is none. */
    public int firstAfter(long micros) {
        int found = Arrays.binarySearch(times, micros);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** All lines with their ends; not to be changed. */
    public ByteBuffer lines() {
        return lines;
    }

    /** Where that message's line begins; with {@link #size}, where the last one ends. */
    public int offset(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** The end of the longest run of messages from {@code from} that stays below {@code to} and within the bytes; one at least. */
    public int fit(int from, int to, int maxBytes) {
        int end = from + 1;
        while (end < to && ends[end] - offset(from) <= maxBytes) {
            end++;
        }
        return end;
    }
}
