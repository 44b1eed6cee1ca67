package parley.bridge.chat.answer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.budget.Share;
import parley.bridge.chat.port.Whisper;
import parley.protocol.ServerLine;

/**
 * Keeps a session's unread whispers, as they will be sent and within a budget. What is too much goes, the oldest first, and a gap
 * says how many stood there. Used on the session's executor only.
 */
final class UnreadWhispers {
    /** The position where nothing stands. */
    static final long NONE = Long.MAX_VALUE;

    private static final Deque<Kept> NO_WHISPERS = new ArrayDeque<>(0);
    private static final int MAX_GAPS = 64;
    /** What a whisper takes beside its line's bytes: the array's head, what refers to it, and room in the queue. */
    private static final long OVERHEAD_BYTES = 64;

    /** A whisper's line with its end. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Kept(long position, byte[] line) {
        long bytes() {
            return line.length + OVERHEAD_BYTES;
        }
    }

    /** Whispers that went unread because there were too many: how many, and where they stood. */
    private record Gap(long position, long whispers) {}

    private final int most;
    /** Null once all is given up. */
    private @Nullable Share share;

    private Deque<Kept> whispers = NO_WHISPERS;
    private @Nullable Deque<Gap> gaps;

    /**
     * @param most how many are kept, whatever they take
     * @param join gives the session its share of the budget, with what has it let go of whispers, to be run on its executor
     */
    UnreadWhispers(int most, Function<Runnable, Share> join) {
        this.most = most;
        this.share = join.apply(this::letGo);
    }

    void add(Whisper whisper) {
        Share mine = share;
        if (mine == null) {
            return;
        }
        if (whispers == NO_WHISPERS) {
            whispers = new ArrayDeque<>(4);
        }
        Kept kept = new Kept(whisper.position(), ServerLine.encode(whisper.line()));
        whispers.add(kept);
        mine.add(kept.bytes());
        if (whispers.size() > most) {
            mine.release(forgetOldest(mine));
        }
        letGo();
    }

    /** Lets go of what there is no room for any more. */
    private void letGo() {
        Share mine = share;
        if (mine == null) {
            return;
        }
        long excess = mine.excess();
        long gone = 0;
        while (gone < excess) {
            gone += forgetOldest(mine);
        }
        if (gone > 0) {
            mine.release(gone);
        }
    }

    /** Returns the bytes that it took. */
    private long forgetOldest(Share mine) {
        Kept oldest = whispers.remove();
        if (gaps == null) {
            gaps = new ArrayDeque<>(4);
        }
        Gap last = gaps.peekLast();
        boolean joins = last != null && (last.position == oldest.position || gaps.size() == MAX_GAPS);
        if (joins) {
            gaps.removeLast();
        }
        gaps.add(new Gap(oldest.position, joins && last != null ? last.whispers + 1 : 1));
        mine.dropped();
        return oldest.bytes();
    }

    int size() {
        return whispers.size();
    }

    /** Where in the lobby log the next whisper stands. */
    long next() {
        Kept next = whispers.peek();
        return next == null ? NONE : next.position;
    }

    /** Where in the lobby log the next gap stands; it comes before a whisper at the same place. */
    long nextGap() {
        Gap next = gaps == null ? null : gaps.peek();
        return next == null ? NONE : next.position;
    }

    /** How many whispers stood in the next gap, which is over with that; 0 where there is none. */
    long takeGap() {
        Gap next = gaps == null ? null : gaps.poll();
        return next == null ? 0 : next.whispers;
    }

    /** The line of the next whisper, with its end, which counts as read with that; null where there is none. */
    byte @Nullable [] take() {
        Kept next = whispers.poll();
        if (next == null) {
            return null;
        }
        if (whispers.isEmpty()) {
            whispers = NO_WHISPERS;
        }
        if (share != null) {
            share.release(next.bytes());
        }
        return next.line;
    }

    /** Gives everything up; nothing is added any more. */
    void close() {
        whispers = NO_WHISPERS;
        gaps = null;
        if (share != null) {
            share.leave();
            share = null;
        }
    }
}
