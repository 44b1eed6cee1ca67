package parley.bridge.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import parley.protocol.ByeCode;

/**
 * All sessions of this bridge, by connection and by nickname. For all threads; sessions are touched on their own executors.
 *
 * <p>The rules of this meeting point of threads:
 *
 * <ol>
 *   <li>A login is noted before its nickname is claimed, and turns into a session with that nickname, or is forgotten. A nickname
 *       that is lost takes with it all that is noted for it: whoever was logging in is not let in, whoever had it is told. Both
 *       happen under one lock, so that nobody is missed in between.
 *   <li>A nickname is given up by whoever takes its session out of {@code byNick}, once. One that was lost is not ours to give up:
 *       it may have been claimed anew for another session here.
 * </ol>
 */
public final class Sessions implements Bridges.Member {
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Session> byNick = new ConcurrentHashMap<>();
    /** By nickname, the sessions that are logging in with it; guards the change from here to {@link #byNick}. */
    private final Map<String, Set<Session>> entering = new HashMap<>();
    /** Sessions that are over, with the release of their nicknames while it goes on. */
    private final Map<Session, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean closing;

    /** A connection was let in. */
    public void opened(Session session) {
        open.add(session);
    }

    /** The session is about to claim the nickname. */
    void entering(Session session, Nickname nick) {
        synchronized (entering) {
            entering.computeIfAbsent(nick.text(), name -> new HashSet<>()).add(session);
        }
    }

    /** The session has the nickname; false where that was lost since it was claimed. */
    boolean entered(Session session, Nickname nick) {
        synchronized (entering) {
            boolean stillOurs = notEntering(session, nick);
            if (stillOurs) {
                byNick.put(nick.text(), session);
            }
            return stillOurs;
        }
    }

    /** The login is over, however it went; false where it was over before. */
    boolean notEntering(Session session, Nickname nick) {
        synchronized (entering) {
            Set<Session> those = entering.getOrDefault(nick.text(), Set.of());
            boolean was = those.contains(session);
            if (was) {
                those.remove(session);
            }
            if (those.isEmpty()) {
                entering.remove(nick.text());
            }
            return was;
        }
    }

    /** The session gives its nickname up; false where it did before. */
    boolean left(Session session) {
        return byNick.remove(session.nick().text(), session);
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
        return byNick.size();
    }

    @Override
    public CompletionStage<Integer> kick(String nick, String reason) {
        return end(byNick.get(nick), ByeCode.KICKED, reason.isEmpty() ? ByeCode.KICKED.text() : reason);
    }

    /** Somebody else holds the nickname now: the session that had it ends, and nobody is let in with it. */
    public CompletionStage<Integer> lost(String nick) {
        Session session;
        synchronized (entering) {
            entering.remove(nick);
            session = byNick.remove(nick);
        }
        if (session != null) {
            session.lose();
        }
        return end(session, ByeCode.NICK_LOST, ByeCode.NICK_LOST.text());
    }

    private CompletionStage<Integer> end(@Nullable Session session, ByeCode code, String text) {
        if (session == null) {
            return CompletableFuture.completedFuture(0);
        }
        return CompletableFuture.runAsync(() -> session.end(code, text), session.executor())
                .thenCompose(ended -> released())
                .thenApply(released -> 1);
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
        for (Session session : byNick.values()) {
            Ban ban = bans.on(session.nick());
            if (ban != null) {
                banned.putIfAbsent(session, ban);
            }
        }
        List<CompletableFuture<Boolean>> ended = new ArrayList<>();
        banned.forEach((session, ban) -> ended.add(
                CompletableFuture.supplyAsync(() -> session.end(ByeCode.BANNED, ban.farewell()), session.executor())));
        return CompletableFuture.allOf(ended.toArray(CompletableFuture[]::new))
                .thenCompose(all -> released())
                .thenApply(released ->
                        (int) ended.stream().filter(CompletableFuture::join).count());
    }

    @Override
    public CompletionStage<List<SessionInfo>> sessions() {
        List<CompletableFuture<SessionInfo>> infos = new ArrayList<>();
        for (Session session : byNick.values()) {
            infos.add(CompletableFuture.supplyAsync(session::info, session.executor()));
        }
        return CompletableFuture.allOf(infos.toArray(CompletableFuture[]::new))
                .thenApply(all -> infos.stream().map(CompletableFuture::join).toList());
    }

    /** Takes up nothing more, and says goodbye to each session when what has begun is answered. Completes when all are told. */
    public CompletionStage<Void> drain() {
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (Session session : open) {
            told.add(CompletableFuture.runAsync(session::drain, session.executor()));
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
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

    /** Completes when the nicknames of the sessions that are over by now are given up. */
    public CompletionStage<Void> released() {
        return CompletableFuture.allOf(leaving.values().toArray(CompletableFuture[]::new));
    }
}
