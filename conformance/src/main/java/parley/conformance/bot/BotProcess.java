package parley.conformance.bot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Runs one bot, and keeps the last that it printed. */
final class BotProcess {
    private static final int LINES = 20;

    /** For what one that has ended printed at last; what it started may hold its output open. */
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final Process process;
    private final Thread reader;
    private final Deque<String> output = new ArrayDeque<>();

    /**
     * Watches a process that has just begun.
     *
     * @param whenEnded is called when it has ended
     */
    BotProcess(Process process, Runnable whenEnded) {
        this.process = process;
        reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        process.onExit().thenRun(whenEnded);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                    if (output.size() > LINES) {
                        output.remove();
                    }
                }
            }
        } catch (IOException ended) {
            // It prints no more.
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Only of one that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** The last that it printed, on either of its outputs; of one that has ended, to the end. */
    List<String> output() {
        if (!isAlive()) {
            awaitLastLines();
        }
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    private void awaitLastLines() {
        try {
            reader.join(LAST_LINES.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its children first: a shell that started the bot would leave it behind. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
