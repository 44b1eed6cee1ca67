package parley.bridge.chat.answer;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.protocol.ErrorCode;

/**
 * Writes the lobby after a time: what is older than the log from the stream, page by page, then the log; behind it the inbox
 * goes on.
 *
 * <p>While the stream is read the log may lose its oldest part; so before the log has its turn, the stream is read up to what is
 * then the log's first message. A page is asked for when its reader takes it, and let go when the reader stalls: so a reader that
 * stalls holds no other page than the one whose lines are on their way to it.
 *
 * <p>Of an answer that broke off nothing counts as delivered: what was written of it is good, but the session stands where it
 * stood.
 */
public final class SinceBody implements Body {
    private final LobbyBus bus;
    private final Inbox inbox;
    private final ClientAddress address;
    private long after;
    /** The time of the log's first message when the page was asked for. */
    private long before;

    private @Nullable CompletableFuture<LobbyBus.Page> page;
    private @Nullable LogBody rest;
    private long end;
    private boolean first = true;
    /** Whether it was said what is missing before the page. */
    private boolean told;

    private boolean failed;
    private long count;

    /** @param address of the reader, whose turn is waited for among all others */
    public SinceBody(LobbyBus bus, Inbox inbox, long after, ClientAddress address) {
        this.bus = bus;
        this.inbox = inbox;
        this.after = after;
        this.address = address;
    }

    /** Finds out whether what the log does not hold can be read; where there is nothing such, the stage is complete at once. */
    public CompletableFuture<?> prepare() {
        return after >= inbox.log().firstTime() ? CompletableFuture.completedFuture(null) : ask();
    }

    private CompletableFuture<LobbyBus.Page> ask() {
        before = inbox.log().firstTime();
        told = false;
        return bus.read(after, before, address).toCompletableFuture();
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        if (rest == null && after < inbox.log().firstTime()) {
            return writeStored(outlet, resume);
        }
        if (rest == null) {
            startRest(outlet);
        }
        LogBody body = rest;
        if (body == null || body.write(outlet, resume) == Progress.MORE) {
            return Progress.MORE;
        }
        inbox.moveTo(end, after);
        return Progress.DONE;
    }

    private Progress writeStored(Outlet outlet, Runnable resume) {
        CompletableFuture<LobbyBus.Page> asked = page;
        if (asked == null) {
            asked = ask();
            page = asked;
            if (!asked.isDone()) {
                asked.whenComplete((read, failure) -> resume.run());
            }
        }
        if (!asked.isDone()) {
            return Progress.WAITING;
        }
        if (asked.isCompletedExceptionally()) {
            failed = true;
            return Progress.DONE;
        }
        page = null;
        EncodedMessages messages = asked.join().messages();
        if (!told) {
            told = true;
            missed(outlet, asked.join().missing());
        }
        int to = messages.firstAfter(before - 1);
        if (!writePage(outlet, messages, to)) {
            page = outlet.isWritable() ? asked : null;
        } else if ((to < messages.size() || !asked.join().more()) && inbox.log().firstTime() == before) {
            startRest(outlet);
        }
        return Progress.MORE;
    }

    /** Whether all of the page up to there has been written. */
    private boolean writePage(Outlet outlet, EncodedMessages messages, int to) {
        int from = messages.firstAfter(after);
        if (from >= to) {
            return true;
        }
        int next = messages.fit(from, to, Limits.UNTAKEN_BYTES);
        outlet.lines(messages.lines(), messages.offset(from), messages.offset(next) - messages.offset(from));
        after = messages.micros(next - 1);
        count += next - from;
        return next == to;
    }

    private void startRest(Outlet outlet) {
        LobbyLog log = inbox.log();
        missed(outlet, 0);
        end = log.head();
        rest = new LogBody(inbox, log.after(after), end);
    }

    private void missed(Outlet outlet, long missing) {
        boolean lostForGood = first && after < inbox.log().lostForGood();
        first = false;
        if (missing == LobbyBus.Page.UNKNOWN || lostForGood) {
            inbox.missed().tellUnknown(outlet, MissedMessages.Kind.STREAM);
        } else if (missing > 0) {
            inbox.missed().tell(outlet, MissedMessages.Kind.STREAM, missing);
        }
    }

    @Override
    public long count() {
        return count + (rest == null ? 0 : rest.count());
    }

    @Override
    public @Nullable ErrorCode refusal() {
        return failed ? ErrorCode.UNAVAILABLE : null;
    }
}
