package parley.bridge.chat.answer;

import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.limits.Limits;
import parley.protocol.ServerLine;

/** Writes a part of the lobby log, without a change to what counts as delivered. */
public final class LogBody implements Body {
    private final LobbyLog log;
    private final long until;
    private long position;
    private long count;

    public LogBody(LobbyLog log, long from, long until) {
        this.log = log;
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
            outlet.line(
                    log.isCountable(from, position) ? ServerLine.missed(position - from) : ServerLine.missedUnknown());
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
