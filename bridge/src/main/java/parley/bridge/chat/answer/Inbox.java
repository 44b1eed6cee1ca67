package parley.bridge.chat.answer;

import java.nio.ByteBuffer;
import java.util.function.Function;
import parley.bridge.chat.budget.Share;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.chat.port.Whisper;
import parley.protocol.ServerLine;

/**
 * Keeps what a session has not read: a cursor into the lobby log, and the session's whispers, each with the position in the
 * log at which it came. Used on the session's executor only.
 */
public final class Inbox {
    private final LobbyLog log;
    private final UnreadWhispers whispers;
    private long cursor;
    private long given;

    /**
     * @param maxWhispers that are kept, whatever they take
     * @param join gives the session its share of the budget for whispers, with what has it let go of some, to be run on its
     *     executor
     */
    public Inbox(LobbyLog log, int maxWhispers, Function<Runnable, Share> join) {
        this.log = log;
        this.whispers = new UnreadWhispers(maxWhispers, join);
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
        whispers.add(whisper);
    }

    /** Gives the whispers up; none is added any more. */
    public void close() {
        whispers.close();
    }

    /** How many messages wait, of lobby and whispers. */
    public long unread() {
        return log.count(cursor, log.head()) + whispers.size();
    }

    /** Whether everything that came before the log position is delivered. */
    public boolean isReadTo(long until) {
        return cursor >= until && whispers.next() > until && whispers.nextGap() > until;
    }

    /**
     * Writes the next piece of what is unread before the position: lines of the lobby up to some bytes, or one whisper, or a
     * {@code MISSED}. Returns how many messages that delivered.
     */
    public long deliver(Outlet outlet, long until, int maxBytes) {
        long bound = Math.min(until, Math.min(whispers.next(), whispers.nextGap()));
        if (cursor < bound) {
            return deliverLobby(outlet, bound, maxBytes);
        }
        long missed = whispers.nextGap() <= whispers.next() ? whispers.takeGap() : 0;
        if (missed > 0) {
            outlet.line(ServerLine.missed(missed));
            return 0;
        }
        byte[] whisper = whispers.take();
        if (whisper == null) {
            return 0;
        }
        outlet.lines(ByteBuffer.wrap(whisper), 0, whisper.length);
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
