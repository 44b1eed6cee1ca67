package parley.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.client.codec.ClientLine;
import parley.client.codec.ServerLine;
import parley.client.error.ParleyException;
import parley.client.session.Request;
import parley.client.session.Session;
import parley.client.session.SessionListener;

/** Keeps the client connected, on a thread of its own, which reads all of its connections, one after the other. */
final class Supervisor implements SessionListener {
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    /** Ends after which nobody comes back: somebody wants it so. */
    private static final Set<String> FINAL = Set.of("kicked", "banned", "replaced");

    private final Settings settings;
    private final EventStream events;
    private final Outbox outbox;
    private final Backoff backoff;
    private final Pause pause;
    private final Login login;
    private final CompletableFuture<Event.Closed> closed = new CompletableFuture<>();
    private int next;
    private boolean wasConnected;
    private @Nullable String position;
    private volatile @Nullable Session current;
    private volatile String nick;

    Supervisor(Settings settings, EventStream events, Outbox outbox) {
        this.settings = settings;
        this.events = events;
        this.outbox = outbox;
        this.backoff = new Backoff(settings.timing().pause(), LONGEST_BACKOFF);
        this.pause = new Pause(settings.timing().pause());
        this.login = new Login(settings.naming(), pause);
        this.position = settings.since();
        this.nick = settings.naming().nick();
    }

    void start() {
        Thread thread = new Thread(this::run, "parley-client");
        thread.setDaemon(true);
        thread.start();
    }

    String nick() {
        return nick;
    }

    CompletableFuture<Event.Closed> closed() {
        return closed;
    }

    /** Ends it all, from any thread; the first reason counts. */
    void finish(Optional<ParleyException> reason) {
        Event.Closed end = new Event.Closed(reason);
        pause.end();
        outbox.close(reason.orElseGet(() -> new ParleyException.ConnectionLost("the client has left")));
        Session last = current;
        if (last != null) {
            last.close();
        }
        events.add(end);
        closed.completeAsync(() -> end);
    }

    private void run() {
        try {
            while (!pause.isOver()) {
                ParleyException reason = round();
                if (outbox.isLeaving() || pause.isOver()) {
                    break;
                }
                Duration wait = backoff.next();
                events.add(new Event.Disconnected(reason, wait));
                pause.await(wait);
            }
            finish(Optional.empty());
        } catch (GivenUp over) {
            finish(Optional.of(over.reason()));
        } catch (InterruptedException | RuntimeException | Error broken) {
            finish(Optional.of(new ParleyException.ConnectionLost("the client broke: " + broken, broken)));
        }
    }

    /** Tries each address, until it was connected to one; why it is no longer. */
    private ParleyException round() throws GivenUp, InterruptedException {
        ParleyException reason = null;
        for (int tried = 0; tried < settings.addresses().size() && !pause.isOver(); tried++) {
            Address address = settings.addresses().get(next);
            next = (next + 1) % settings.addresses().size();
            try {
                return visit(address);
            } catch (ParleyException failed) {
                if (isFinal(failed)) {
                    throw new GivenUp(failed);
                }
                reason = failed;
            }
        }
        return reason == null ? new ParleyException.ConnectionLost("the client has left") : reason;
    }

    private static boolean isFinal(ParleyException reason) {
        return reason instanceof ParleyException.Bye bye && FINAL.contains(bye.code());
    }

    /** Connects, and reads until it is over; throws where it did not get so far as to be live. */
    private ParleyException visit(Address address) throws GivenUp, InterruptedException {
        Settings.Timing timing = settings.timing();
        try (Session session = new Session(
                settings.connector().connect(address, timing.answer()), this, timing.answer(), timing.silence())) {
            current = session;
            if (pause.isOver()) {
                throw new ParleyException.ConnectionLost("the client has left");
            }
            greet(session);
            login.enter(session);
            nick = login.nick();
            events.add(new Event.Connected(address, nick));
            resume(session);
            pause.untilServed(session, () -> Request.of(ClientLine.LIVE));
            backoff.reset();
            outbox.attach(session, nick);
            ParleyException reason = session.run();
            outbox.detach();
            if (isFinal(reason)) {
                throw new GivenUp(reason);
            }
            return reason;
        } catch (IOException failed) {
            throw new ParleyException.ConnectionLost(
                    "no connection to " + address + ": " + failed.getMessage(), failed);
        }
    }

    private static void greet(Session session) throws GivenUp, InterruptedException {
        try {
            session.greet();
        } catch (ParleyException.Refused refused) {
            if (refused.code().equals("banned")) {
                throw new GivenUp(refused);
            }
            throw refused;
        }
    }

    /** Goes on where it was, or takes note of where it begins. */
    private void resume(Session session) throws InterruptedException {
        try {
            if (position != null) {
                pause.untilServed(session, this::catchUp);
            } else {
                String mark = pause.untilServed(session, () -> Request.of(ClientLine.MARK))
                        .text();
                ClientLine.since(mark);
                position = mark;
                events.startAt(mark);
            }
        } catch (ParleyException.Refused | ParleyException.InvalidArgument unable) {
            // An older server: what was said meanwhile can't be known.
            if (wasConnected) {
                events.add(new Event.Missed(OptionalLong.empty()));
            }
        }
        wasConnected = true;
    }

    private Request catchUp() {
        return Request.catchUp(ClientLine.since(Objects.requireNonNull(position)));
    }

    @Override
    public void said(ServerLine.Said said) {
        if (said.kind().isOfLobby()) {
            position = said.time();
        }
        events.add(new Event.Message(
                said.kind(), said.time(), said.nick(), said.text(), said.nick().equals(nick)));
    }

    @Override
    public void missed(ServerLine.Missed missed) {
        events.add(new Event.Missed(missed.count()));
    }

    @Override
    public boolean awaitRoom() throws InterruptedException {
        return events.awaitRoom(outbox::isAwaited);
    }
}
