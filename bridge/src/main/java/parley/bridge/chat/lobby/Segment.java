package parley.bridge.chat.lobby;

import java.util.Arrays;

/**
 * Holds a run of entries of the lobby log in one piece of memory. Package-private: the rules for its use stand on {@link LobbyLog}.
 *
 * <p>Entry {@code i} (counted from {@link #first}) ends at byte {@code ends[i]}. Readers look only at entries below the log's
 * head; both arrays may be replaced by longer copies, in which those entries stand as before.
 */
final class Segment {
    final SegmentMemory memory;
    final long first;
    private final int capacity;
    private int[] ends = new int[256];
    private long[] times = new long[256];
    private int size;
    private long lastUnstored = Long.MIN_VALUE;

    Segment(SegmentMemory memory, int capacity, long first) {
        this.memory = memory;
        this.capacity = capacity;
        this.first = first;
    }

    boolean fits(byte[] line) {
        return filled() + line.length <= capacity;
    }

    void append(byte[] line, long micros, boolean stored) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
        }
        int start = filled();
        memory.put(start, line);
        times[size] = micros;
        ends[size] = start + line.length;
        size++;
        if (!stored) {
            lastUnstored = micros;
        }
    }

    /** The time of the latest entry that is kept nowhere else; appending thread only. */
    long lastUnstored() {
        return lastUnstored;
    }

    private int filled() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /** Where the entry starts. */
    int start(long position) {
        int index = (int) (position - first);
        return index == 0 ? 0 : ends[index - 1];
    }

    long time(long position) {
        return times[(int) (position - first)];
    }

    /** The end of the longest run of entries from {@code from} that stays below {@code to} and within the bytes; one at least. */
    long fit(long from, long to, int maxBytes) {
        int[] published = ends;
        int limit = start(from) + maxBytes;
        int index = Arrays.binarySearch(published, (int) (from - first), (int) (to - first), limit);
        long end = first + (index >= 0 ? index + 1 : -index - 1);
        return Math.max(from + 1, end);
    }
}
