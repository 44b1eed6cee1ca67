package parley.bridge.chat.answer;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.budget.Share;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.chat.port.Whisper;

/**
 * Keeps what a session has not read: a cursor into the lobby log, and the session's whispers, each with the position in the
 * log at which it came. Used on the session's executor only.
 */
public final class Inbox {
    /** Other threads may look how far it is; it need not be told to them at once. */
    private static final AtomicLongFieldUpdater<Inbox> CURSOR =
            AtomicLongFieldUpdater.newUpdater(Inbox.class, "cursor");

    /** Says what the inbox of somebody may keep, when the first whisper comes. */
    public interface Owner {
        /** How many whispers, whatever they take. */
        int maxWhispers();

        /**
         * Gives the inbox its share of the budget for whispers.
         *
         * @param overdrawn has the inbox let go of some, to be run on the session's executor
         */
        Share joinWhisperBudget(Runnable overdrawn);
    }

    private final LobbyLog log;
    private final Owner owner;
    private final MissedMessages missed;
    /** Null until the first whisper comes, for most none. */
    private @Nullable UnreadWhispers whispers;

    private volatile long cursor;
    private long given;
    private volatile boolean follows;

    /** @param missed tells the session what it missed */
    public Inbox(LobbyLog log, Owner owner, MissedMessages missed) {
        this.log = log;
        this.owner = owner;
        this.missed = missed;
        moveTo(log.head(), 0);
    }

    /**
     * Counts the lobby before the position as delivered, and what follows as not.
     *
     * @param micros the time of what stood last before it, where the log does not know
     */
    public void moveTo(long position, long micros) {
        CURSOR.lazySet(this, position);
        given = log.timeBefore(position, micros);
    }

    /** The time of the lobby message behind which this goes on, microseconds; 0 where nothing stood before. */
    public long given() {
        return given;
    }

    /**
     * Says whether the session may be given what the lobby grows by as it stands, by whoever does that for many: it was given all
     * that came, and nothing of its own is half written. A whisper ends that. False is for any thread.
     */
    public void follows(boolean asItStands) {
        follows = asItStands;
    }

    /** Whether it may; asked where it is given. */
    public boolean follows() {
        return follows;
    }

    /** The position of the first entry of the lobby that was not given. */
    public long position() {
        return cursor;
    }

    /** The session was given these lines of the lobby: it goes on behind them. */
    public void passed(LogSlice slice) {
        CURSOR.lazySet(this, slice.next());
        given = slice.micros();
    }

    public LobbyLog log() {
        return log;
    }

    MissedMessages missed() {
        return missed;
    }

    /** How many messages of the lobby wait; about, for any thread. */
    public long lag() {
        return Math.max(0, log.head() - cursor);
    }

    public void add(Whisper whisper) {
        follows = false;
        UnreadWhispers present = whispers;
        if (present == null) {
            present = new UnreadWhispers(owner.maxWhispers(), owner::joinWhisperBudget);
            whispers = present;
        }
        present.add(whisper);
    }

    /** Gives the whispers up; none is added any more. */
    public void close() {
        follows = false;
        if (whispers != null) {
            whispers.close();
        }
    }

    /** How many messages wait, of lobby and whispers. */
    public long unread() {
        return log.count(cursor, log.head()) + (whispers == null ? 0 : whispers.size());
    }

    /** Whether everything that came before the log position is delivered. */
    public boolean isReadTo(long until) {
        return cursor >= until && nextWhisper() > until;
    }

    /**
     * Writes the next piece of what is unread before the position: lines of the lobby up to some bytes, or one whisper, or a
     * {@code MISSED}. Returns how many messages that delivered.
     */
    public long deliver(Outlet outlet, long until, int maxBytes) {
        long bound = Math.min(until, nextWhisper());
        if (cursor < bound) {
            return deliverLobby(outlet, bound, maxBytes);
        }
        return whispers == null ? 0 : deliverWhisper(outlet, whispers);
    }

    /** Where in the lobby the next whisper stands, or what is left of some. */
    private long nextWhisper() {
        return whispers == null ? UnreadWhispers.NONE : Math.min(whispers.next(), whispers.nextGap());
    }

    private long deliverWhisper(Outlet outlet, UnreadWhispers whispers) {
        long gone = whispers.nextGap() <= whispers.next() ? whispers.takeGap() : 0;
        if (gone > 0) {
            missed.tell(outlet, MissedMessages.Kind.WHISPER, gone);
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
            long kept = Math.min(bound, log.tail());
            CURSOR.lazySet(this, kept);
            missed.tell(outlet, log, from, kept);
            return 0;
        }
        passed(slice);
        outlet.slice(slice);
        return log.count(from, slice.next());
    }
}
