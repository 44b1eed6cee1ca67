package parley.bridge.chat.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.NicknameCheck;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Deadline;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/** Logs sessions in and out: greets them, checks a nickname, claims it, subscribes to its whispers, and gives all that up again. */
public final class Login {
    private static final Logger log = LoggerFactory.getLogger(Login.class);

    private final Lobby lobby;
    private final Presence presence;
    private final Whispers whispers;
    private final Bans bans;
    private final Sessions sessions;
    private final Fence fence;
    private volatile String greeting = greeting("Parley");

    public Login(Lobby lobby, Presence presence, Whispers whispers, Bans bans, Sessions sessions, Fence fence) {
        this.lobby = lobby;
        this.presence = presence;
        this.whispers = whispers;
        this.bans = bans;
        this.sessions = sessions;
        this.fence = fence;
    }

    /** What greetings call the server from now on. Any thread. */
    public void introduceAs(String software) {
        greeting = greeting(software);
    }

    private static String greeting(String software) {
        return ServerLine.ok("parley/1 Welcome to " + software + ". Please send your nickname.");
    }

    /** The first line that a session is sent. */
    String greeting() {
        return greeting;
    }

    Lobby lobby() {
        return lobby;
    }

    Fence fence() {
        return fence;
    }

    CompletionStage<Reply> run(Session session, String text) {
        LoginLine line = LoginLine.parse(text);
        NicknameCheck checked = Nicknames.check(line.nickname());
        ErrorCode refusal = checked.refusal();
        if (refusal != null) {
            SessionLog.refused(session, refusal);
            return now(Reply.error(refusal));
        }
        Nickname nick = checked.nickname();
        Ban ban = bans.current().on(nick);
        if (ban != null) {
            SessionLog.refused(session, ErrorCode.BANNED);
            return now(Reply.error(ErrorCode.BANNED, ban.refusal()));
        }
        // Claim and subscription together may take as long as Redis may.
        Deadline deadline = Deadline.ofRedis();
        String token = line.token();
        if (token == null) {
            return sessions.reserve(session, nick) ? claim(session, nick, deadline) : taken(session);
        }
        return UnavailableException.unlessBy(deadline, sessions.succeed(session, nick, token))
                .whenComplete((came, failure) -> {
                    if (failure != null && sessions.withdraw(session, nick)) {
                        giveUp(session, nick);
                    }
                })
                .thenCompose(came -> switch (came) {
                    case PASSED -> comeBack(session, nick, token, deadline);
                    case VACANT -> takeOver(session, nick, token, deadline);
                    case REFUSED -> taken(session);
                });
    }

    private static CompletionStage<Reply> taken(Session session) {
        SessionLog.refused(session, ErrorCode.NICK_TAKEN);
        return now(Reply.error(ErrorCode.NICK_TAKEN));
    }

    /** From another bridge, if the token fits; a name that is free is given as always. */
    private CompletionStage<Reply> takeOver(Session session, Nickname nick, String token, Deadline deadline) {
        return presence.takeOver(nick, token, deadline)
                .whenComplete((taken, failure) -> {
                    if (failure != null) {
                        sessions.free(session, nick, heir -> CompletableFuture.completedFuture(null));
                    }
                })
                .thenCompose(
                        taken -> taken ? comeBack(session, nick, token, deadline) : claim(session, nick, deadline));
    }

    private CompletionStage<Reply> comeBack(Session session, Nickname nick, String token, Deadline deadline) {
        session.holdsBy(token);
        return enter(session, nick, "Welcome back ", deadline);
    }

    private CompletionStage<Reply> claim(Session session, Nickname nick, Deadline deadline) {
        return presence.claim(nick, deadline)
                .whenComplete((claimed, failure) -> {
                    if (failure != null || !claimed) {
                        sessions.free(session, nick, heir -> CompletableFuture.completedFuture(null));
                    }
                })
                .thenCompose(claimed -> claimed ? enter(session, nick, "Welcome ", deadline) : taken(session));
    }

    private CompletionStage<Reply> enter(Session session, Nickname nick, String greeting, Deadline deadline) {
        return whispers.open(nick, session, deadline)
                .thenComposeAsync(opened -> welcome(session, nick, greeting), session.executor())
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        giveUp(session, nick);
                    }
                });
    }

    private CompletionStage<Reply> welcome(Session session, Nickname nick, String greeting) {
        if (session.isOver()) {
            return giveUp(session, nick).thenApply(given -> Reply.error(ErrorCode.UNAVAILABLE));
        }
        if (!sessions.entered(session, nick)) {
            giveUp(session, nick);
            return taken(session);
        }
        session.enter(nick);
        Ban late = bans.current().on(nick);
        if (late != null) {
            session.executor().execute(() -> session.end(ByeCode.BANNED, late.farewell()));
        }
        SessionLog.loggedIn(session, nick);
        return now(Reply.ok(greeting + nick + "! Type help for the commands."));
    }

    /** Gives the session's nickname up; done as well as can be when the stage completes, which never fails. */
    CompletionStage<Void> leave(Session session, Nickname nick) {
        return sessions.free(session, nick, heir -> release(nick, heir));
    }

    /**
     * The session is over: gives up the nickname, if it was logged in.
     *
     * @param begun completes when all that the session had begun has taken effect or failed; before, nobody else may be welcomed
     *     under its nickname
     */
    void left(Session session, @Nullable Nickname nick, CompletionStage<Void> begun) {
        sessions.closed(
                session,
                nick == null ? begun : begun.thenComposeAsync(done -> leave(session, nick), session.executor()));
    }

    /** The session was not let in with the nickname that it claimed. */
    private CompletionStage<Void> giveUp(Session session, Nickname nick) {
        session.holdsBy(null);
        return sessions.free(session, nick, heir -> release(nick, heir));
    }

    /** @param heir the bridge that has asked for the nickname, or null */
    private CompletionStage<Void> release(Nickname nick, @Nullable String heir) {
        if (!sessions.isDraining()) {
            whispers.close(nick);
        }
        CompletionStage<Void> released = heir == null ? presence.release(nick) : presence.handOver(nick, heir);
        return released.exceptionally(failure -> {
            log.debug("The nickname {} is released later: {}", nick, failure.toString());
            return null;
        });
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
