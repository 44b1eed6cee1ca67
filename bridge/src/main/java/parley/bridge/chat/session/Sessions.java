package parley.bridge.chat.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.SessionInfo;
import parley.protocol.ByeCode;
import parley.protocol.metric.Metric;

/**
 * Keeps all sessions of this bridge, by connection and by nickname. For all threads; sessions are touched on their own executors.
 *
 * <p>The rules of this meeting point of threads:
 *
 * <ol>
 *   <li>A nickname is one session's here from before it is claimed until its release has been asked for. So whoever gives it up
 *       never gives up what another session has claimed since.
 *   <li>A session that is over keeps its nickname until all that it had begun has taken effect or failed. So nothing of it comes
 *       after somebody is welcomed under its nickname, and the operator sees it until then.
 *   <li>What happens to one nickname here happens one after the other, release included. A nickname that is lost while its session
 *       logs in lets nobody in; one that is lost later ends its session. Either gives it up as ever, which does nothing where it is
 *       another's.
 *   <li>Nothing else is locked meanwhile, and who tells of a loss holds no lock that a release needs.
 * </ol>
 */
public final class Sessions implements Bridges.Member {
    /** Ties a nickname to the session that has or claims it. Changed only while the map works on that nickname. */
    private static final class Seat {
        final Session session;
        final Nickname nick;
        volatile boolean entered;
        boolean lost;
        /** Who has the nickname after this session, which was told to end: a session here, or a bridge. */
        @Nullable
        Heir heir;

        @Nullable
        String heirBridge;

        Seat(Session session, Nickname nick) {
            this.session = session;
            this.nick = nick;
        }
    }

    /** What becomes of a session that came with a token while another had the nickname here. */
    enum Succession {
        /** It has the nickname, which was held all the time. */
        PASSED,
        /** Nobody has the nickname here any more; it is about to claim it. */
        VACANT,
        /** The token is another's, or yet another session has come with it. */
        REFUSED
    }

    private record Heir(Session session, CompletableFuture<Succession> came) {}

    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();
    /** Sessions that are over, with the release of their nicknames while it goes on. */
    private final Map<Session, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile boolean closing;

    /** A connection was let in. */
    public void opened(Session session) {
        open.add(session);
    }

    /** The session is about to claim the nickname; false where another here has it or is about to. */
    boolean reserve(Session session, Nickname nick) {
        return seats.putIfAbsent(nick.text(), new Seat(session, nick)) == null;
    }

    /**
     * The session came with a token: it has the nickname after the session here that has it under the same, which ends. Where the
     * stage is abandoned, {@link #withdraw} is to be called.
     */
    CompletionStage<Succession> succeed(Session session, Nickname nick, String token) {
        Heir heir = new Heir(session, new CompletableFuture<>());
        List<Heir> overtaken = new ArrayList<>(1);
        Seat seat = seats.compute(nick.text(), (name, found) -> {
            if (found == null) {
                heir.came.complete(Succession.VACANT);
                return new Seat(session, nick);
            }
            if (!found.session.hasToken(token) || found.heirBridge != null) {
                heir.came.complete(Succession.REFUSED);
                return found;
            }
            if (found.heir != null) {
                overtaken.add(found.heir);
            }
            found.heir = heir;
            return found;
        });
        overtaken.forEach(other -> other.came.complete(Succession.REFUSED));
        if (!heir.came.isDone()) {
            end(seat.session, ByeCode.REPLACED, ByeCode.REPLACED.text());
        }
        return heir.came;
    }

    /** The session no longer waits for the nickname; true where it has it all the same. */
    boolean withdraw(Session session, Nickname nick) {
        Seat seat = seats.computeIfPresent(nick.text(), (name, found) -> {
            if (found.heir != null && found.heir.session == session) {
                found.heir = null;
            }
            return found;
        });
        return seat != null && seat.session == session;
    }

    @Override
    public CompletionStage<Void> replace(String nick, String token, String bridge) {
        List<Session> replaced = new ArrayList<>(1);
        seats.computeIfPresent(nick, (name, seat) -> {
            if (seat.session.hasToken(token) && seat.heir == null) {
                seat.heirBridge = bridge;
                replaced.add(seat.session);
            }
            return seat;
        });
        return replaced.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : end(replaced.get(0), ByeCode.REPLACED, ByeCode.REPLACED.text())
                        .thenAccept(ended -> {});
    }

    /** The session has the nickname; false where that was lost since it was claimed. */
    boolean entered(Session session, Nickname nick) {
        Seat seat = seats.computeIfPresent(nick.text(), (name, found) -> {
            if (found.session == session) {
                found.entered = !found.lost;
            }
            return found;
        });
        return seat != null && seat.session == session && seat.entered;
    }

    /**
     * The session is done with the nickname, unless it was done with before: another here has it next, or it is released.
     *
     * @param release given the bridge that is to have the nickname, or null where nobody is
     */
    CompletionStage<Void> free(
            Session session, Nickname nick, Function<@Nullable String, CompletionStage<Void>> release) {
        List<CompletionStage<Void>> released = new ArrayList<>(1);
        List<Heir> passed = new ArrayList<>(1);
        seats.computeIfPresent(nick.text(), (name, seat) -> {
            if (seat.session != session) {
                return seat;
            }
            if (seat.heir == null) {
                released.add(release.apply(seat.heirBridge));
                return null;
            }
            passed.add(seat.heir);
            Seat next = new Seat(seat.heir.session, nick);
            next.lost = seat.lost;
            return next;
        });
        passed.forEach(heir -> heir.came.complete(Succession.PASSED));
        return released.isEmpty() ? CompletableFuture.completedFuture(null) : released.get(0);
    }

    /** The session is over; its nickname is given up when the stage completes. */
    void closed(Session session, CompletionStage<Void> released) {
        open.remove(session);
        if (closing && open.isEmpty()) {
            empty.complete(null);
        }
        CompletableFuture<Void> release = released.toCompletableFuture();
        leaving.put(session, release);
        release.whenComplete((done, failure) -> leaving.remove(session));
    }

    /** Connections that are open. */
    public int size() {
        return open.size();
    }

    /** Sessions that are logged in. */
    public int loggedIn() {
        return entered().size();
    }

    /** How many there are, and how far the live ones are behind. */
    List<Metric> metrics() {
        return List.of(
                Metric.gauge("sessions_open", "Connections that have a session", this::size),
                Metric.gauge("sessions_logged_in", "Sessions with a nickname", this::loggedIn),
                Metric.gauge("sessions_live", "Sessions that get messages as they come", () -> live(0)),
                Metric.gauge(
                        "sessions_live_behind",
                        "Live sessions that were not given all there is, as they don't read or it has just come",
                        () -> live(1)),
                Metric.gauge(
                        "sessions_live_lag_messages",
                        "Messages of the lobby that the live session furthest behind was not given yet",
                        () -> Math.max(
                                0,
                                open.stream().mapToLong(Session::liveLag).max().orElse(0))));
    }

    private long live(long lag) {
        return open.stream().filter(session -> session.liveLag() >= lag).count();
    }

    private List<Seat> entered() {
        return seats.values().stream().filter(seat -> seat.entered).toList();
    }

    @Override
    public CompletionStage<Integer> kick(String nick, String reason) {
        Seat seat = seats.get(nick);
        return seat != null && seat.entered
                ? end(seat.session, ByeCode.KICKED, reason.isEmpty() ? ByeCode.KICKED.text() : reason)
                : CompletableFuture.completedFuture(0);
    }

    /** Somebody else holds the nickname now: the session that had it ends, and nobody is let in with it. */
    public CompletionStage<Integer> lost(String nick) {
        Seat seat = seats.computeIfPresent(nick, (name, found) -> {
            found.lost = true;
            return found;
        });
        if (seat == null || !seat.entered) {
            return CompletableFuture.completedFuture(0);
        }
        seat.session.lose();
        return end(seat.session, ByeCode.NICK_LOST, ByeCode.NICK_LOST.text());
    }

    /** 1 where the session was not over before; its nickname is given up in any case. */
    private CompletionStage<Integer> end(Session session, ByeCode code, String text) {
        return CompletableFuture.supplyAsync(() -> session.end(code, text), session.executor())
                .thenCompose(ended -> released(session).thenApply(released -> ended ? 1 : 0));
    }

    @Override
    public CompletionStage<Integer> endBanned(BanList bans) {
        Map<Session, Ban> banned = new HashMap<>();
        for (Session session : open) {
            Ban ban = bans.on(session.address());
            if (ban != null) {
                banned.put(session, ban);
            }
        }
        for (Seat seat : seats.values()) {
            Ban ban = seat.entered ? bans.on(seat.nick) : null;
            if (ban != null) {
                banned.putIfAbsent(seat.session, ban);
            }
        }
        List<CompletableFuture<Integer>> ended = new ArrayList<>();
        banned.forEach((session, ban) ->
                ended.add(end(session, ByeCode.BANNED, ban.farewell()).toCompletableFuture()));
        return CompletableFuture.allOf(ended.toArray(CompletableFuture[]::new))
                .thenApply(
                        all -> ended.stream().mapToInt(CompletableFuture::join).sum());
    }

    @Override
    public CompletionStage<List<SessionInfo>> sessions() {
        List<CompletableFuture<SessionInfo>> infos = new ArrayList<>();
        for (Seat seat : entered()) {
            infos.add(CompletableFuture.supplyAsync(() -> seat.session.info(seat.nick), seat.session.executor()));
        }
        return CompletableFuture.allOf(infos.toArray(CompletableFuture[]::new))
                .thenApply(all -> infos.stream().map(CompletableFuture::join).toList());
    }

    /** Takes up nothing more, and says goodbye to each session when what has begun is answered. Completes when all are told. */
    public CompletionStage<Void> drain() {
        draining = true;
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (Session session : open) {
            told.add(CompletableFuture.runAsync(session::drain, session.executor()));
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    /** Whether all channels will soon be closed at once, so that nobody need close one. */
    boolean isDraining() {
        return draining;
    }

    /** Completes when no session is open; to be asked when nobody is let in any more. */
    public CompletionStage<Void> closed() {
        closing = true;
        if (open.isEmpty()) {
            empty.complete(null);
        }
        return empty;
    }

    /** Says goodbye at once to whoever is still there. */
    public CompletionStage<Void> shutDown() {
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (Session session : open) {
            told.add(CompletableFuture.runAsync(
                    () -> session.end(ByeCode.SHUTDOWN, ByeCode.SHUTDOWN.text()), session.executor()));
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> released(Session session) {
        return leaving.getOrDefault(session, CompletableFuture.completedFuture(null));
    }

    /** Completes when the nicknames of the sessions that are over by now are given up. */
    public CompletionStage<Void> released() {
        return CompletableFuture.allOf(leaving.values().toArray(CompletableFuture[]::new));
    }
}
