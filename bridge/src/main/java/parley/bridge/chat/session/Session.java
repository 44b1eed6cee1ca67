package parley.bridge.chat.session;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.Body;
import parley.bridge.chat.answer.FencedBody;
import parley.bridge.chat.answer.Inbox;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.budget.Share;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.chat.port.Whisper;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Limits;
import parley.protocol.ByeCode;
import parley.protocol.CommandLine;
import parley.protocol.ServerLine;

/**
 * Serves one client, from the greeting to the goodbye.
 *
 * <p>All state is touched on the session's executor only, which is its connection's event loop; only {@link #executor},
 * {@link #origin}, {@link #address}, {@link #liveLag}, {@link #hear}, {@link #whispered}, {@link #holdsBy} and {@link #lose} are for other threads. The outlet is closed by the session, once.
 */
public final class Session implements Conversation.Speaker, LineEndpoint, Inbox.Owner, Whispers.Ear {
    /** Whispers are pieces of their own, so a turn has more than a slice or two. */
    private static final int PIECES_A_TURN = 16;

    private final ChatRoom room;
    private final Outlet outlet;
    private final Executor executor;
    private final Origin origin;
    private final Conversation conversation;
    private final Inbox inbox;
    /** Made when something is counted for the first time: most sessions read only. */
    private @Nullable RateLimit rateLimit;

    private Phase phase = new Phase.LoggingIn();
    private long since;
    /** How the session ends once the last line is answered, for the log. */
    private String ending = "end of input";

    private volatile boolean live;
    private boolean awaitsFence;
    private volatile boolean lost;
    /** Of its hold on the nickname, where it is known. */
    private volatile @Nullable String token;

    public Session(ChatRoom room, Outlet outlet, Executor executor, Origin origin) {
        this.room = room;
        this.outlet = outlet;
        this.executor = executor;
        this.origin = origin;
        this.conversation = new Conversation(this, outlet, executor, room.lineBudget());
        this.inbox = new Inbox(room.lobby().log(), this, room.counts().missed());
    }

    /** What this session is called in the log. */
    long id() {
        return origin.id();
    }

    /** Sends the greeting; the first thing that happens. */
    @Override
    public void greet() {
        SessionLog.began(this);
        outlet.line(room.login().greeting());
        outlet.flush();
    }

    /** Where this session's state may be touched. */
    public Executor executor() {
        return executor;
    }

    /** Where its connection comes from. */
    public Origin origin() {
        return origin;
    }

    /** The peer's IP address. */
    public String address() {
        return origin.address();
    }

    /** The order of lines and answers, to be fed by the connection. */
    @Override
    public Conversation conversation() {
        return conversation;
    }

    public Inbox inbox() {
        return inbox;
    }

    public boolean isLoggedIn() {
        return phase.nick() != null;
    }

    /** Whether it is still to log in. */
    public boolean awaitsLogin() {
        return phase instanceof Phase.LoggingIn;
    }

    /** The nickname; only commands, which run after login, may ask. */
    public Nickname nick() {
        Nickname nick = phase.nick();
        if (nick == null) {
            throw new IllegalStateException("not logged in");
        }
        return nick;
    }

    /** How the operator sees it. */
    SessionInfo info(Nickname nick) {
        return new SessionInfo(nick.text(), origin.address(), since, inbox.unread());
    }

    /** Takes the message off what the session may send now; false where it may not. */
    public boolean maySend(String text) {
        return rateLimit().take(text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Takes a search off what the session may send now, as one message without a byte; false where it may not. */
    public boolean maySearch() {
        return rateLimit().take(0);
    }

    private RateLimit rateLimit() {
        RateLimit present = rateLimit;
        if (present == null) {
            present = new RateLimit(room::rates, origin.counted(), room.nanos());
            rateLimit = present;
        }
        return present;
    }

    /** Takes the next line, whatever it holds, as what is whispered to somebody. */
    public void awaitText(String to) {
        Nickname nick = phase.nick();
        if (nick != null) {
            phase = new Phase.AwaitingText(nick, to);
        }
    }

    /** Whether messages are sent as they come. */
    public void live(boolean on) {
        live = on;
        inbox.follows(false);
        outlet.following(on ? inbox : null);
    }

    /** How many messages of the lobby it has not been given yet; -1 where it is not live. Any thread. */
    long liveLag() {
        return live ? inbox.lag() : -1;
    }

    /** A whisper of this session's was delivered. Any thread. */
    public void whispered() {
        room.counts().sentWhisper();
    }

    @Override
    public void answered(Reply reply) {
        room.counts().answered(reply);
    }

    @Override
    public @Nullable Request read(Line line) {
        if (phase instanceof Phase.AwaitingText awaiting) {
            return Request.alone(() -> take(line, awaiting));
        }
        Reply refusal = line.refusal();
        if (line.form() == Line.Form.FLOOD) {
            ending = ByeCode.FLOOD.code();
        }
        if (refusal != null) {
            return Request.answered(refusal);
        }
        if (phase instanceof Phase.LoggingIn) {
            return Request.alone(() -> room.login().run(this, line.text()));
        }
        CommandLine command = CommandLine.parse(line.text());
        return command.isBlank() ? null : room.commands().read(this, command);
    }

    private CompletionStage<Reply> take(Line line, Phase.AwaitingText awaiting) {
        phase = new Phase.TakingCommands(awaiting.nick());
        Reply refusal = line.refusal();
        return refusal == null
                ? room.commands().whisper(this, awaiting.to(), line.text())
                : CompletableFuture.completedFuture(refusal);
    }

    /** Whether the goodbye is said, or the connection gone. */
    boolean isOver() {
        return phase instanceof Phase.Over;
    }

    /** The nickname is claimed and heard. */
    void enter(Nickname claimed) {
        phase = new Phase.TakingCommands(claimed);
        since = room.lobby().now();
        inbox.moveTo(inbox.log().head(), 0);
    }

    @Override
    public int maxWhispers() {
        return room.limits().whispers().messages();
    }

    @Override
    public Share joinWhisperBudget(Runnable overdrawn) {
        return room.whisperBudget().join(origin.counted(), () -> executor.execute(overdrawn));
    }

    /** A whisper came. Any thread. */
    @Override
    public CompletionStage<Void> hear(Whisper whisper) {
        return CompletableFuture.runAsync(() -> keep(whisper), executor);
    }

    private void keep(Whisper whisper) {
        if (!isOver()) {
            room.counts().receivedWhisper();
            inbox.add(whisper);
            wake();
        }
    }

    /** The lobby grew, or the outlet can take more. */
    @Override
    public void wake() {
        conversation.pump();
    }

    @Override
    public void quiet() {
        long until = inbox.log().head();
        if (!live || (!inbox.isReadTo(until) && !mayDeliver())) {
            return;
        }
        for (int pieces = 0; pieces < PIECES_A_TURN && outlet.isWritable() && !inbox.isReadTo(until); pieces++) {
            inbox.deliver(outlet, until, Limits.TURN_BYTES);
        }
        if (inbox.isReadTo(until)) {
            follow();
        } else if (outlet.isWritable()) {
            conversation.wake();
        }
    }

    /** From here on the lobby is given as it grows; not to one that has lost its nickname meanwhile. */
    private void follow() {
        if (!inbox.follows()) {
            inbox.follows(true);
            if (lost) {
                inbox.follows(false);
            }
        }
    }

    @Override
    public void unfinished() {
        inbox.follows(false);
    }

    /** In this order: those that lost their nicknames know it when the fence opens. */
    private boolean mayDeliver() {
        boolean open = room.login().fence().isOpen();
        if (!open && !awaitsFence) {
            awaitsFence = true;
            room.login()
                    .fence()
                    .opened()
                    .handleAsync((done, failure) -> awaitsFence = false, executor)
                    .thenRun(this::wake);
        }
        return open && !lost;
    }

    /** The same messages, held back while they may be no longer for this session. */
    public Body fenced(Body messages) {
        return new FencedBody(room.login().fence(), () -> lost, messages);
    }

    /** The token of its hold on the nickname was asked for, or it came with it; null where it has none. Any thread. */
    public void holdsBy(@Nullable String secret) {
        token = secret;
    }

    /** Whether its hold on the nickname is by that token. Any thread. */
    boolean hasToken(String secret) {
        return secret.equals(token);
    }

    /** Somebody else has the nickname: nothing more is delivered. Any thread. */
    void lose() {
        lost = true;
        inbox.follows(false);
    }

    /** Ends the session with a last line; false where it is over already. */
    public boolean end(ByeCode code, String text) {
        if (isOver()) {
            return false;
        }
        outlet.line(ServerLine.bye(code, text));
        room.counts().saidGoodbye(code);
        over(code.code());
        return true;
    }

    /** Takes up nothing more; the session ends with the server's goodbye when what has begun is answered. */
    void drain() {
        ending = ByeCode.SHUTDOWN.code();
        conversation.windUp(Reply.bye(ByeCode.SHUTDOWN));
    }

    /** Gives the nickname up before the session ends, so that it is free when the goodbye is read. */
    public CompletionStage<Void> leave() {
        ending = "downline";
        return room.login().leave(this, nick());
    }

    /** The connection is gone. */
    @Override
    public void disconnected() {
        if (!isOver()) {
            over("connection lost");
        }
    }

    @Override
    public void ended() {
        over(ending);
    }

    private void over(String how) {
        Nickname nick = phase.nick();
        phase = new Phase.Over();
        live = false;
        inbox.close();
        SessionLog.ended(this, nick, how);
        room.login().left(this, nick, conversation.stop());
        outlet.close();
    }
}
