package parley.bridge.chat.lobby;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import parley.protocol.ServerLine;

/** Holds messages of the lobby, oldest first, as the lines that every reader gets, encoded once for all of them. Immutable. */
public final class EncodedMessages {
    /** Of an ordinary lobby; what is longer makes room for itself. */
    private static final int LINE_BYTES = 128;

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
        ByteArrayOutputStream lines = new ByteArrayOutputStream(messages.size() * LINE_BYTES);
        int[] ends = new int[messages.size()];
        long[] times = new long[messages.size()];
        for (int at = 0; at < ends.length; at++) {
            LobbyMessage message = messages.get(at);
            lines.writeBytes(ServerLine.encode(message.line()));
            ends[at] = lines.size();
            times[at] = message.micros();
        }
        return new EncodedMessages(ByteBuffer.wrap(lines.toByteArray()).asReadOnlyBuffer(), ends, times);
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
