package parley.faults.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import parley.client.Client;
import parley.faults.deployment.Deployment;
import parley.faults.deployment.FrontDoor;
import parley.harness.process.ChildProcess;
import parley.harness.process.Waiting;

/** Controls somebody's echo bot, which is a process of its own and known by what it says alone. */
final class BotProcess {
    private final ChildProcess process;
    private final String nick;

    private BotProcess(ChildProcess process, String nick) {
        this.process = process;
        this.nick = nick;
    }

    static BotProcess start(Deployment deployment, FrontDoor door, SoakSettings.Bot bot, String nick)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/env", "PARLEY_HOST=127.0.0.1", "PARLEY_PORT=" + door.port(), "PARLEY_NICK=" + nick));
        command.addAll(bot.command());
        return new BotProcess(deployment.start("bot", command), nick);
    }

    /** Who is online may not be live yet, and would not be shown the first numbers; who answered is. */
    void awaitLive(Client listener, Progress progress) throws Exception {
        Waiting.await("the bot is online", Soak.PATIENCE, () -> isOnline(listener) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("the bot ended before it was live; bot.log has its words");
        }
        listener.to(nick, "!echo ready").get(Soak.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Waiting.await("the bot answers", Soak.PATIENCE, progress::whispered);
    }

    private boolean isOnline(Client listener) {
        try {
            return listener.users().get(1, TimeUnit.SECONDS).contains(nick);
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends it away, and waits until it is gone; what was wrong with that. */
    List<String> leave(Client listener) throws Exception {
        List<String> problems = new ArrayList<>();
        if (process.isAlive()) {
            try {
                listener.to(nick, "!quit").get(Soak.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException unsent) {
                problems.add("the bot could not be sent away: " + unsent);
            }
        } else {
            problems.add("the bot ended before it was sent away");
        }
        OptionalInt code = process.exitCode(Soak.PATIENCE);
        if (code.isEmpty() || code.getAsInt() != 0) {
            problems.add("the bot's exit code was not 0: " + code);
        }
        return problems;
    }
}
