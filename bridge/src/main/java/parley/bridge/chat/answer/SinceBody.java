package parley.bridge.chat.answer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/**
 * Writes the lobby after a time: what is older than the log from the stream, page by page, then the log; behind it the inbox
 * goes on.
 *
 * <p>While the stream is read the log may lose its oldest part; so before the log has its turn, the stream is read up to what is
 * then the log's first message.
 *
 * <p>However many pages it takes, Redis may keep the answer waiting for {@link Limits#REDIS_TIME} in all. Only waiting counts, not
 * the time that the reader takes, nor a page that came within {@link #PAGE_TIME}. Of an answer that broke off nothing counts as
 * delivered: what was written of it is good, but the session stands where it stood.
 */
public final class SinceBody implements Body {
    /** What a page may well take, so that an answer of thousands of pages has time enough. */
    private static final Duration PAGE_TIME = Duration.ofMillis(100);

    /** A page, and when it came, by {@link System#nanoTime}. */
    private record Fetched(LobbyBus.Page page, long cameAt) {}

    private final LobbyBus bus;
    private final Inbox inbox;
    private long after;
    private long before;
    /** Until when Redis may keep the answer waiting; put off by all time in which the answer did not wait for it. */
    private Deadline deadline;

    private long askedAt;
    private @Nullable CompletableFuture<Fetched> page;
    private @Nullable LogBody rest;
    private long end;
    private boolean first = true;
    private boolean failed;
    private long count;

    /** @param deadline until when Redis may keep the answer waiting, if it does nothing else */
    public SinceBody(LobbyBus bus, Inbox inbox, long after, Deadline deadline) {
        this.bus = bus;
        this.inbox = inbox;
        this.after = after;
        this.before = Long.MIN_VALUE;
        this.deadline = deadline;
    }

    /** Starts reading what the log does not hold; where there is nothing such, the stage is complete at once. */
    public CompletableFuture<?> prepare() {
        long firstTime = inbox.log().firstTime();
        if (after >= firstTime) {
            return CompletableFuture.completedFuture(null);
        }
        page = fetch(firstTime);
        return page;
    }

    private CompletableFuture<Fetched> fetch(long firstTime) {
        before = firstTime;
        askedAt = System.nanoTime();
        return UnavailableException.unlessBy(
                deadline,
                bus.read(after, before, Limits.PAGE_MESSAGES, deadline)
                        .thenApply(read -> new Fetched(read, System.nanoTime())));
    }

    /** What was no waiting does not count: the time since the page came, and a page that came soon. */
    private void putOffDeadline(Fetched fetched) {
        long waited = fetched.cameAt - askedAt;
        long counted = waited > PAGE_TIME.toNanos() ? waited : 0;
        deadline = deadline.later(System.nanoTime() - askedAt - counted);
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        if (page != null) {
            if (!page.isDone()) {
                return Progress.WAITING;
            }
            if (page.isCompletedExceptionally()) {
                failed = true;
                return Progress.DONE;
            }
            Fetched fetched = page.join();
            putOffDeadline(fetched);
            writePage(outlet, fetched.page);
            return waitOrGoOn(resume);
        }
        if (rest == null) {
            startRest(outlet);
        }
        LogBody body = rest;
        if (body == null || body.write(outlet, resume) == Progress.MORE) {
            return Progress.MORE;
        }
        inbox.moveTo(end);
        return Progress.DONE;
    }

    private void startRest(Outlet outlet) {
        LobbyLog log = inbox.log();
        if (first) {
            missed(outlet, 0);
        }
        end = log.head();
        rest = new LogBody(log, log.after(after), end);
    }

    private void writePage(Outlet outlet, LobbyBus.Page read) {
        if (first) {
            missed(outlet, read.missing());
        }
        for (LobbyMessage message : read.messages()) {
            outlet.line(message.line());
            after = message.micros();
            count++;
        }
        long firstTime = inbox.log().firstTime();
        boolean complete = !read.more() && firstTime == before;
        page = complete || after >= firstTime ? null : fetch(firstTime);
    }

    private Progress waitOrGoOn(Runnable resume) {
        if (page == null || page.isDone()) {
            return Progress.MORE;
        }
        page.whenComplete((read, failure) -> resume.run());
        return Progress.WAITING;
    }

    private void missed(Outlet outlet, long missing) {
        first = false;
        if (missing == LobbyBus.Page.UNKNOWN || after < inbox.log().lostForGood()) {
            outlet.line(ServerLine.missedUnknown());
        } else if (missing > 0) {
            outlet.line(ServerLine.missed(missing));
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
