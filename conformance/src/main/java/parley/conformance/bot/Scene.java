package parley.conformance.bot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.conformance.lobby.Connection;
import parley.conformance.lobby.Lobby;
import parley.conformance.suite.CannotBegin;
import parley.conformance.suite.Failure;

/**
 * One case's lobby with the bot in it, and the people whom the case plays. What the bot is to say is gathered as the case goes on;
 * {@link #quit} holds it against all that it has said, so that nobody has to wait for what must not come.
 */
final class Scene implements AutoCloseable {
    static final String NICK = "parrot";

    private static final Duration FOR_A_MARK = Duration.ofSeconds(3);

    private final BotProcesses processes;
    private final Duration patience;
    private final Lobby lobby = new Lobby();
    private final Ledger ledger = new Ledger(lobby);
    private @Nullable BotProcess bot;
    private int asked;

    /**
     * Opens the lobby; the bot is not started yet.
     *
     * @param patience for whatever the bot has to do, on a machine that may be busy
     */
    Scene(BotProcesses processes, Duration patience) throws IOException {
        this.processes = processes;
        this.patience = patience;
        List.of("ann", "bob", "zoe").forEach(lobby::arrive);
    }

    Duration patience() {
        return patience;
    }

    Lobby lobby() {
        return lobby;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Starts the bot. */
    void start() throws CannotBegin {
        bot = processes.start(lobby, NICK);
    }

    /** Starts it and waits until it listens. */
    void begin() throws Exception {
        start();
        settle();
    }

    private BotProcess bot() {
        return Objects.requireNonNull(bot, "not started");
    }

    /** Waits for that, and fails where it does not come about, or the bot ends before. */
    void await(String expected, BooleanSupplier condition) throws Failure, InterruptedException {
        await(expected, patience, condition, () -> "nothing of the kind within " + patience.toSeconds() + " s");
    }

    void await(String expected, Duration time, BooleanSupplier condition, Supplier<String> got)
            throws Failure, InterruptedException {
        BooleanSupplier over = () -> condition.getAsBoolean() || !bot().isAlive();
        boolean came = lobby.await(time, over) && lobby.await(Duration.ZERO, condition);
        if (!came) {
            throw new Failure(
                    expected, bot().isAlive() ? got.get() : "the command ended with exit code " + bot().exitCode());
        }
    }

    /** The connection that is logged in and live, when there is one. */
    Connection online() throws Failure, InterruptedException {
        await("a bot that is logged in and live", () -> last() != null && last().isOnline() && last().isLive());
        return Objects.requireNonNull(last());
    }

    private @Nullable Connection last() {
        List<Connection> all = lobby.connections();
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Waits until a bot that is live has answered a whisper, and has asked for its mark if it ever does. */
    Connection settle() throws Failure, InterruptedException {
        while (true) {
            Connection connection = online();
            String text = "ready " + ++asked;
            // A whisper is lost with the connection that it came by.
            ledger.mayWhisper("zoe", text);
            lobby.whisper("zoe", String.valueOf(connection.nick()), "!echo " + text);
            await("\"" + text + "\" whispered to zoe", () -> ledger.hasWhispered("zoe", text) || !connection.isOpen());
            if (connection.isOpen()) {
                lobby.await(FOR_A_MARK, () -> connection.isMarked() || !connection.isOpen());
                return connection;
            }
        }
    }

    // What people do.

    void say(String nick, String text) {
        lobby.say(nick, text);
    }

    /** To the bot, under whatever name it is here. */
    void whisper(String nick, String text) throws Failure, InterruptedException {
        lobby.whisper(nick, Objects.requireNonNull(online().nick()), text);
    }

    /** Somebody asks for an echo in the lobby. */
    void askInLobby(String text) {
        ledger.says(text);
        lobby.say("ann", "!echo " + text);
    }

    /** Somebody asks so by a whisper. */
    void askByWhisper(String text) throws Failure, InterruptedException {
        ledger.whispers("bob", text);
        whisper("bob", "!echo " + text);
    }

    // What the bot has to do.

    /** Asks for an echo in the lobby and waits for it. */
    void echo(String text) throws Failure, InterruptedException {
        askInLobby(text);
        awaitSaid(text);
    }

    void awaitSaid(String text) throws Failure, InterruptedException {
        await("\"" + text + "\" said in the lobby", () -> ledger.hasSaid(text));
    }

    void awaitWhisper(String to, String text) throws Failure, InterruptedException {
        await("\"" + text + "\" whispered to " + to, () -> ledger.hasWhispered(to, text));
    }

    /** Waits for the connection with that number, counted from 1, within that time after now. */
    Connection connected(int number, Duration time) throws Failure, InterruptedException {
        long began = System.nanoTime();
        await(
                "connection number " + number + " within " + time.toMillis() + " ms",
                time,
                () -> lobby.connections().size() >= number,
                () -> "none after " + (System.nanoTime() - began) / 1_000_000 + " ms");
        return lobby.connections().get(number - 1);
    }

    /** Whispers {@code !quit} and looks at all that was said. */
    void quit() throws Failure, InterruptedException {
        Connection connection = online();
        whisper("zoe", "!quit");
        await("downline, after !quit", connection::hasLeftWell);
        awaitExit(0);
        ledger.close();
    }

    /** Waits until it has ended with that code. */
    void awaitExit(int code) throws Failure, InterruptedException {
        if (!lobby.await(patience, () -> !bot().isAlive())) {
            throw new Failure("exit code " + code, "the command still runs after " + patience.toSeconds() + " s");
        }
        if (bot().exitCode() != code) {
            throw new Failure("exit code " + code, "exit code " + bot().exitCode());
        }
    }

    /** What was said, and what the bot has printed. */
    String conversation() {
        List<String> lines = new ArrayList<>(List.of(lobby.conversation().toString()));
        List<String> output = bot == null ? List.of() : bot.output();
        output.forEach(line -> lines.add("printed: " + line));
        return String.join("\n", lines);
    }

    @Override
    public void close() throws IOException {
        if (bot != null) {
            processes.end(bot);
        }
        lobby.close();
    }
}
