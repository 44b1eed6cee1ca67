package parley.bridge.chat.answer;

import parley.bridge.limits.Limits;

/** Writes everything unread that came before a position of the lobby log, oldest first. */
public final class UnreadBody implements Body {
    /** Whispers are pieces of their own, so a turn has more than a slice or two. */
    private static final int PIECES_A_TURN = 16;

    private final Inbox inbox;
    private final long until;
    private long count;

    public UnreadBody(Inbox inbox) {
        this.inbox = inbox;
        this.until = inbox.log().head();
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        for (int pieces = 0; pieces < PIECES_A_TURN && outlet.isWritable(); pieces++) {
            if (inbox.isReadTo(until)) {
                return Progress.DONE;
            }
            count += inbox.deliver(outlet, until, Limits.TURN_BYTES);
        }
        return inbox.isReadTo(until) ? Progress.DONE : Progress.MORE;
    }

    @Override
    public long count() {
        return count;
    }
}
