package parley.bridge.chat.answer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.chat.port.Whisper;
import parley.protocol.ServerLine;

/**
 * Keeps what a session has not read: a cursor into the lobby log, and the session's whispers, each with the position in the
 * log at which it came. Used on the session's executor only.
 */
public final class Inbox {
    private static final Deque<Whisper> NO_WHISPERS = new ArrayDeque<>(0);
    private static final int MAX_GAPS = 64;

    /** Whispers that went unread because there were too many: how many, and where they stood. */
    private record Gap(long position, long whispers) {}

    private final LobbyLog log;
    private final int maxWhispers;
    private long cursor;
    private long given;
    private Deque<Whisper> whispers = NO_WHISPERS;
    private @Nullable Deque<Gap> gaps;

    public Inbox(LobbyLog log, int maxWhispers) {
        this.log = log;
        this.maxWhispers = maxWhispers;
        moveTo(log.head(), 0);
    }

    /**
     * Counts the lobby before the position as delivered, and what follows as not.
     *
     * @param micros the time of what stood last before it, where the log does not know
     */
    public void moveTo(long position, long micros) {
        cursor = position;
        given = log.timeBefore(position, micros);
    }

    /** The time of the lobby message behind which this goes on, microseconds; 0 where nothing stood before. */
    public long given() {
        return given;
    }

    public LobbyLog log() {
        return log;
    }

    public void add(Whisper whisper) {
        if (whispers == NO_WHISPERS) {
            whispers = new ArrayDeque<>(4);
        }
        whispers.add(whisper);
        if (whispers.size() > maxWhispers) {
            forget(whispers.remove());
        }
    }

    private void forget(Whisper whisper) {
        if (gaps == null) {
            gaps = new ArrayDeque<>(4);
        }
        Gap last = gaps.peekLast();
        boolean joins = last != null && (last.position == whisper.position() || gaps.size() == MAX_GAPS);
        if (joins) {
            gaps.removeLast();
        }
        gaps.add(new Gap(whisper.position(), joins && last != null ? last.whispers + 1 : 1));
    }

    /** How many messages wait, of lobby and whispers. */
    public long unread() {
        return log.count(cursor, log.head()) + whispers.size();
    }

    /** Whether everything that came before the log position is delivered. */
    public boolean isReadTo(long until) {
        return cursor >= until && nextWhisper() > until && nextGap() > until;
    }

    private long nextWhisper() {
        Whisper next = whispers.peek();
        return next == null ? Long.MAX_VALUE : next.position();
    }

    private long nextGap() {
        Gap next = gaps == null ? null : gaps.peek();
        return next == null ? Long.MAX_VALUE : next.position;
    }

    /**
     * Writes the next piece of what is unread before the position: lines of the lobby up to some bytes, or one whisper, or a
     * {@code MISSED}. Returns how many messages that delivered.
     */
    public long deliver(Outlet outlet, long until, int maxBytes) {
        long bound = Math.min(until, Math.min(nextWhisper(), nextGap()));
        if (cursor < bound) {
            return deliverLobby(outlet, bound, maxBytes);
        }
        if (gaps != null && nextGap() <= nextWhisper()) {
            outlet.line(ServerLine.missed(gaps.remove().whispers));
            return 0;
        }
        Whisper whisper = whispers.poll();
        if (whisper == null) {
            return 0;
        }
        outlet.line(whisper.line());
        return 1;
    }

    private long deliverLobby(Outlet outlet, long bound, int maxBytes) {
        long from = cursor;
        LogSlice slice = log.read(from, bound, maxBytes);
        if (slice == null) {
            cursor = Math.min(bound, log.tail());
            outlet.line(log.isCountable(from, cursor) ? ServerLine.missed(cursor - from) : ServerLine.missedUnknown());
            return 0;
        }
        cursor = slice.next();
        given = slice.micros();
        outlet.slice(slice);
        return log.count(from, cursor);
    }
}
