package parley.bridge.chat.answer;

import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.limits.Limits;

/** Writes a part of the lobby log, without a change to what counts as delivered. */
public final class LogBody implements Body {
    private final LobbyLog log;
    private final MissedMessages missed;
    private final long until;
    private long position;
    private long count;

    /** @param inbox of the session, which has no part in this */
    public LogBody(Inbox inbox, long from, long until) {
        this.log = inbox.log();
        this.missed = inbox.missed();
        this.position = from;
        this.until = until;
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        if (position >= until) {
            return Progress.DONE;
        }
        long from = position;
        LogSlice slice = log.read(from, until, Limits.TURN_BYTES);
        if (slice == null) {
            position = Math.min(until, log.tail());
            missed.tell(outlet, log, from, position);
        } else {
            position = slice.next();
            count += log.count(from, position);
            outlet.slice(slice);
        }
        return position >= until ? Progress.DONE : Progress.MORE;
    }

    @Override
    public long count() {
        return count;
    }
}
