package parley.bridge.chat.session;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import parley.bridge.chat.budget.LineBudget;
import parley.bridge.chat.budget.WhisperBudget;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Bans;
import parley.bridge.limits.Limits;
import parley.protocol.metric.Metric;

/** Holds what a door needs of the chat to make sessions of its connections, and what all of them share. Safe for all threads. */
public final class ChatRoom {
    private final Lobby lobby;
    private final Login login;
    private final CommandTable commands;
    private final Sessions sessions;
    private final Bans bans;
    private final LongSupplier nanos;
    private volatile Limits limits;
    private volatile Rates rates;
    private final WhisperBudget whisperBudget;
    private final LineBudget lineBudget = LineBudget.ofHeap(Runtime.getRuntime().maxMemory());
    private final SessionCounts counts = new SessionCounts();

    public ChatRoom(Lobby lobby, Login login, CommandTable commands, Sessions sessions, Bans bans, Limits limits) {
        this(lobby, login, commands, sessions, bans, limits, System::nanoTime);
    }

    /** @param nanos a monotonic clock, as {@link System#nanoTime} */
    ChatRoom(
            Lobby lobby,
            Login login,
            CommandTable commands,
            Sessions sessions,
            Bans bans,
            Limits limits,
            LongSupplier nanos) {
        this.lobby = lobby;
        this.login = login;
        this.commands = commands;
        this.sessions = sessions;
        this.bans = bans;
        this.nanos = nanos;
        this.limits = limits;
        this.rates = Rates.of(limits.rate());
        this.whisperBudget = new WhisperBudget(limits.whispers());
    }

    public Lobby lobby() {
        return lobby;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Bans bans() {
        return bans;
    }

    public Limits limits() {
        return limits;
    }

    /** Other limits from now on: rates for everybody, what a session may hold for those who come. */
    public synchronized void limits(Limits others) {
        if (!others.rate().equals(limits.rate())) {
            rates = Rates.of(others.rate());
        }
        limits = others;
    }

    /** The clock by which sessions are limited; monotonic, nanoseconds. */
    LongSupplier nanos() {
        return nanos;
    }

    Login login() {
        return login;
    }

    /** Whether anything may be delivered to sessions now; cheap. Any thread. */
    public boolean delivers() {
        return login.fence().isOpen();
    }

    CommandTable commands() {
        return commands;
    }

    /** Those in force now; the same as before unless they have changed. */
    Rates rates() {
        return rates;
    }

    /** What unread whispers may take in memory. */
    WhisperBudget whisperBudget() {
        return whisperBudget;
    }

    /** What lines that wait may take in memory. */
    LineBudget lineBudget() {
        return lineBudget;
    }

    /** What is counted of all sessions. */
    SessionCounts counts() {
        return counts;
    }

    /** Of sessions, what they are told, and what they hold against their budgets. */
    public List<Metric> metrics() {
        return Stream.of(sessions.metrics(), counts.metrics(), whisperBudget.metrics(), lineBudget.metrics())
                .flatMap(List::stream)
                .toList();
    }
}
