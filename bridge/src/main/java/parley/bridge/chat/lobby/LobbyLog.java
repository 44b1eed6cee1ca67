package parley.bridge.chat.lobby;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;

/**
 * Keeps the lobby once for all sessions of a bridge: encoded lines in segments of reference-counted memory, of which the oldest
 * goes when a new one is needed. A position counts entries since the start; a reader is nothing but a position, its cursor.
 *
 * <p>The rules of this meeting point of threads:
 *
 * <ol>
 *   <li>One thread at a time appends, the subscription's; it alone writes to segments, {@code segments} and {@code head}.
 *   <li>An entry's bytes, end and time are written before {@code head} passes it; readers read {@code head} first, and nothing at
 *       or behind it. So they see entries whole.
 *   <li>A new segment stands in {@code segments} before {@code head} passes its first entry. The array is never changed, only
 *       replaced.
 *   <li>What stands below {@code head} never changes. A longer array of ends or times that replaces a shorter one holds the same.
 *   <li>Memory is freed by its last reference. The log gives up its own when it evicts a segment, after {@code segments} has lost
 *       it; a reader that finds a segment must retain it before it touches the bytes, and where that fails the segment was
 *       evicted: it looks again.
 *   <li>Nobody waits for anybody: the appender never for readers, readers never for each other.
 *   <li>Readers that don't give back what was evicted hold memory beyond the log's own. It is counted, and once it is
 *       {@link Limits#PINNED_BYTES} readers are told to copy what they get.
 *   <li>Where there is no memory for a new segment, half of the log goes. What can't be appended all the same changes nothing.
 * </ol>
 */
public final class LobbyLog {
    /** How far from a time's place a message with exactly that time is looked for, see {@link #after}. */
    private static final int DISORDER = 4_096;

    private final SegmentMemory.Source source;
    private final int maxSegments;
    private final int segmentBytes;
    private volatile Segment[] segments;
    private volatile long head;
    /** Positions of entries that are no messages but mark a gap; few, so they are kept for good. */
    private volatile long[] marks = {};

    private volatile long lostForGood = Long.MIN_VALUE;
    private final PinnedSegments pinned = new PinnedSegments();

    /**
     * The first segment is allocated at once.
     *
     * @param maxSegments two at least
     */
    public LobbyLog(SegmentMemory.Source source, int maxSegments, int segmentBytes) {
        if (maxSegments < 2) {
            throw new IllegalArgumentException("a log has two segments at least");
        }
        this.source = source;
        this.maxSegments = maxSegments;
        this.segmentBytes = segmentBytes;
        this.segments = new Segment[] {new Segment(source.allocate(segmentBytes), segmentBytes, 0)};
    }

    /**
     * Appends one encoded line with its end; appending thread only.
     *
     * @param micros what {@link #after} finds it by
     * @param stored whether it is kept elsewhere too, see {@link #lostForGood}
     */
    public void append(byte[] line, long micros, boolean stored) {
        Segment last = segments[segments.length - 1];
        if (!last.fits(line)) {
            last = grow();
        }
        last.append(line, micros, stored);
        long next = head + 1;
        head = next;
    }

    /** Appends a line that stands for messages nobody can count; it is no message itself. */
    public void appendMark(byte[] line, long micros) {
        long[] before = marks;
        long[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = head;
        marks = more;
        boolean appended = false;
        try {
            append(line, micros, true);
            appended = true;
        } finally {
            if (!appended) {
                marks = before;
            }
        }
    }

    /** Makes room for what comes next; where memory has run out, at the cost of the oldest. */
    private Segment grow() {
        if (segments.length == maxSegments) {
            evict(1);
        }
        SegmentMemory memory;
        try {
            memory = source.allocate(segmentBytes);
        } catch (OutOfMemoryError full) {
            evict(segments.length / 2);
            memory = source.allocateAnywhere(segmentBytes);
        }
        Segment last = new Segment(memory, segmentBytes, head);
        Segment[] fresh = Arrays.copyOf(segments, segments.length + 1);
        fresh[fresh.length - 1] = last;
        segments = fresh;
        return last;
    }

    private void evict(int count) {
        Segment[] old = segments;
        segments = Arrays.copyOfRange(old, count, old.length);
        for (Segment segment : Arrays.copyOf(old, count)) {
            lostForGood = Math.max(lostForGood, segment.lastUnstored());
            pinned.evicted(segment.memory, segmentBytes);
        }
    }

    /** Bytes of segments that are no part of the log any more, but that readers have not given back. */
    public long pinnedBytes() {
        return pinned.count();
    }

    /** Bytes that the log itself holds. */
    public long keptBytes() {
        return (long) segments.length * segmentBytes;
    }

    /** Bytes that it may hold. */
    public long budgetBytes() {
        return (long) maxSegments * segmentBytes;
    }

    /** How many marks were appended. */
    public int marks() {
        return marks.length;
    }

    /** The position behind the newest entry. */
    public long head() {
        return head;
    }

    /** The position of the oldest entry that is kept; {@link #head} where there is none. */
    public long tail() {
        return segments[0].first;
    }

    /** How many messages stand in [from, to). */
    public long count(long from, long to) {
        long count = Math.max(0, to - from);
        for (long mark : marks) {
            if (mark >= from && mark < to) {
                count--;
            }
        }
        return count;
    }

    /** The position from which on {@code messages} stand before {@code to}, or the tail where there are fewer. */
    public long backFrom(long to, long messages) {
        long from = Math.max(tail(), to - messages);
        while (from > tail() && count(from, to) < messages) {
            from--;
        }
        return from;
    }

    /** Whether the number of messages in [from, to) is known; it is not where a mark stands. */
    public boolean isCountable(long from, long to) {
        return Arrays.stream(marks).noneMatch(mark -> mark >= from && mark < to);
    }

    /** The time of the latest message that left the log and is kept nowhere else; {@link Long#MIN_VALUE} where there is none. */
    public long lostForGood() {
        return lostForGood;
    }

    /**
     * The lines from {@code from} on, in one piece: not behind {@code to}, at most {@code maxBytes} but one line at least; where
     * they are to be copied, at most {@link Limits#UNTAKEN_BYTES}.
     * Null where {@code from} is no longer kept: then {@link #tail} says what is.
     */
    public @Nullable LogSlice read(long from, long to, int maxBytes) {
        long end = Math.min(to, head);
        while (from >= tail() && from < end) {
            Segment[] now = segments;
            int index = segmentOf(now, from);
            if (index < 0) {
                continue;
            }
            Segment segment = now[index];
            long limit = index + 1 < now.length ? Math.min(end, now[index + 1].first) : end;
            if (segment.memory.retain()) {
                boolean mayPin = pinned.bytes() < Limits.PINNED_BYTES;
                long next = segment.fit(from, limit, mayPin ? maxBytes : Math.min(maxBytes, Limits.UNTAKEN_BYTES));
                int offset = segment.start(from);
                int length = segment.start(next) - offset;
                return new LogSlice(segment.memory, offset, length, next, segment.time(next - 1), mayPin);
            }
        }
        return null;
    }

    /**
     * The position behind the last entry that is not later than {@code micros}. Times rise from entry to entry, except that a
     * message from another bridge may be a little earlier than a direct client's before it, which got this bridge's time; so an
     * entry of exactly that time wins.
     */
    public long after(long micros) {
        long end = head;
        Segment[] now = segments;
        long low = now[0].first;
        for (long high = end; low < high; ) {
            long middle = (low + high) >>> 1;
            if (time(now, middle) <= micros) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long last = Math.min(end, low + DISORDER);
        for (long at = Math.max(now[0].first, low - DISORDER); at < last; at++) {
            if (time(now, at) == micros) {
                return at + 1;
            }
        }
        return low;
    }

    /** The time of the entry before that position, or {@code otherwise} where it is not kept. */
    public long timeBefore(long position, long otherwise) {
        Segment[] now = segments;
        return now[0].first < position && position <= head ? time(now, position - 1) : otherwise;
    }

    /** The time of the oldest entry that is kept; {@link Long#MAX_VALUE} where there is none. */
    public long firstTime() {
        long end = head;
        Segment[] now = segments;
        return now[0].first < end ? time(now, now[0].first) : Long.MAX_VALUE;
    }

    private static long time(Segment[] segments, long position) {
        return segments[segmentOf(segments, position)].time(position);
    }

    private static int segmentOf(Segment[] segments, long position) {
        int at = segments.length - 1;
        while (at >= 0 && segments[at].first > position) {
            at--;
        }
        return at;
    }

    /** Gives up the log's memory; what readers hold stays until they give it back. Appending thread only, once. */
    public void free() {
        for (Segment segment : segments) {
            segment.memory.release();
        }
    }
}
