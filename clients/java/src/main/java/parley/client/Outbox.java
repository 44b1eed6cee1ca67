package parley.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.client.codec.ClientLine;
import parley.client.error.ParleyException;
import parley.client.session.Answer;
import parley.client.session.Request;
import parley.client.session.Session;

/**
 * Holds what the application has asked for until there is a session, and until it is answered. Messages for the lobby go one after the
 * other, so that their order stays, and are sent again until each is answered; everything else goes at once, and once. For all threads.
 */
final class Outbox {
    /** Commands on their way; with more a server stops reading. */
    private static final int WINDOW = 16;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration timeout;
    private final Backoff pauses;
    private final Deque<Publication> publications = new ArrayDeque<>();
    private final Deque<Ask> asks = new ArrayDeque<>();
    private @Nullable Session session;
    private String nick = "";
    private int asking;
    private boolean publishing;
    private boolean pausing;
    private boolean leaving;
    private boolean saidGoodbye;
    private @Nullable ParleyException over;

    Outbox(Settings.Timing timing) {
        timeout = timing.answer();
        pauses = new Backoff(timing.pause(), LONGEST_PAUSE);
    }

    void add(Publication publication) {
        synchronized (this) {
            if (over == null && !leaving) {
                publications.add(publication);
                pump();
                return;
            }
        }
        publication.fail(gone());
    }

    void add(Ask ask) {
        synchronized (this) {
            if (over == null && !leaving) {
                asks.add(ask);
                pump();
                CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> expire(ask));
                return;
            }
        }
        ask.fail(gone());
    }

    private synchronized ParleyException gone() {
        return over == null ? new ParleyException.ConnectionLost("the client is leaving; nothing was sent") : over;
    }

    private void expire(Ask ask) {
        boolean unsent;
        synchronized (this) {
            unsent = asks.remove(ask);
        }
        if (unsent) {
            ask.fail(new ParleyException.Timeout("there was no connection; nothing was sent"));
        }
    }

    /** Whether somebody waits for an answer. */
    synchronized boolean isAwaited() {
        return leaving || asking > 0 || !asks.isEmpty() || !publications.isEmpty();
    }

    /** From now on things are sent on that session. */
    synchronized void attach(Session live, String name) {
        session = live;
        nick = name;
        asking = 0;
        publishing = false;
        pauses.reset();
        pump();
    }

    /** The session has ended; all that it was asked has failed. */
    synchronized void detach() {
        session = null;
    }

    /** Takes nothing more, and says {@code downline} when all is answered. False: there is no session. */
    synchronized boolean leave() {
        leaving = true;
        pump();
        return session != null || saidGoodbye;
    }

    /** Whether there is no reason to come back. */
    synchronized boolean isLeaving() {
        return leaving;
    }

    /** Fails all that waits, and whatever comes. */
    void close(ParleyException reason) {
        Deque<Publication> unsaid;
        Deque<Ask> unasked;
        synchronized (this) {
            over = reason;
            session = null;
            unsaid = new ArrayDeque<>(publications);
            unasked = new ArrayDeque<>(asks);
            publications.clear();
            asks.clear();
        }
        unsaid.forEach(publication -> publication.fail(reason));
        unasked.forEach(ask -> ask.fail(reason));
    }

    private void pump() {
        while (session != null && asking < WINDOW && !asks.isEmpty()) {
            ask(session, asks.element());
        }
        while (session != null && !publishing && !pausing && !publications.isEmpty()) {
            publish(session, publications.element());
        }
        if (session != null && leaving && asking == 0 && asks.isEmpty() && publications.isEmpty()) {
            Session last = session;
            session = null;
            saidGoodbye = true;
            Request downline = Request.of(ClientLine.DOWNLINE);
            downline.answer().whenComplete((answer, error) -> last.close());
            last.send(downline);
        }
    }

    private void ask(Session live, Ask ask) {
        if (ask.isUnwanted()) {
            asks.remove();
            return;
        }
        Request request = ask.request();
        request.answer().whenComplete((answer, error) -> answered(ask, answer, error));
        if (live.send(request)) {
            asks.remove();
            asking++;
        } else {
            session = null;
        }
    }

    private void answered(Ask ask, @Nullable Answer answer, @Nullable Throwable error) {
        ask.complete(answer, error);
        synchronized (this) {
            asking--;
            pump();
        }
    }

    private void publish(Session live, Publication publication) {
        ParleyException hopeless = publication.whyNotAgain(nick);
        if (hopeless != null || publication.isUnwanted()) {
            publications.remove();
            if (hopeless != null) {
                publication.fail(hopeless);
            }
            return;
        }
        Request request = publication.request();
        request.answer().whenComplete((answer, error) -> published(publication, answer, error));
        if (live.send(request)) {
            publishing = true;
            publication.sentAs(nick);
        } else {
            session = null;
        }
    }

    private void published(Publication publication, @Nullable Answer answer, @Nullable Throwable error) {
        synchronized (this) {
            publishing = false;
            if (error instanceof ParleyException.Refused refused && isForNow(refused.code())) {
                pausing = true;
                Duration pause = pauses.next();
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(this::resume);
                return;
            }
            if (error != null && !(error instanceof ParleyException.Refused)) {
                // It is asked for again on the next connection.
                return;
            }
            pauses.reset();
            publications.remove(publication);
        }
        publication.complete(answer, error);
        synchronized (this) {
            pump();
        }
    }

    private synchronized void resume() {
        pausing = false;
        pump();
    }

    static boolean isForNow(String code) {
        return code.equals("unavailable") || code.equals("rate-limited");
    }
}
