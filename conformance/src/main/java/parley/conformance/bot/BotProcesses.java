package parley.conformance.bot;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import parley.conformance.lobby.Lobby;
import parley.conformance.suite.CannotBegin;

/** Starts the command once a case, and sees to it that no process is left when this one ends, however it ends. */
public final class BotProcesses implements AutoCloseable {
    private final List<String> command;
    private final Set<BotProcess> running = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::killAll, "end of bots");

    /**
     * Starts nothing yet.
     *
     * @param command the program and its arguments
     */
    public BotProcesses(List<String> command) {
        this.command = List.copyOf(command);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts it as a client of that lobby. */
    BotProcess start(Lobby lobby, String nick) throws CannotBegin {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PARLEY_HOST", lobby.host());
        builder.environment().put("PARLEY_PORT", String.valueOf(lobby.port()));
        builder.environment().put("PARLEY_NICK", nick);
        try {
            BotProcess started = new BotProcess(builder.start(), lobby::wake);
            running.add(started);
            return started;
        } catch (IOException e) {
            throw new CannotBegin(command.get(0) + " can't be started: " + e.getMessage());
        }
    }

    /** Ends it, whatever it does. */
    void end(BotProcess process) {
        process.kill();
        running.remove(process);
    }

    private void killAll() {
        running.forEach(BotProcess::kill);
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
