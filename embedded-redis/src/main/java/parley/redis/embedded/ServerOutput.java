package parley.redis.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what one redis-server process prints on to the log as it comes: at debug, but its warnings at warn while it
 * serves. (Its banner at the start and its farewell are marked as warnings too.)
 */
final class ServerOutput {

    private static final Logger log = LoggerFactory.getLogger("redis-server");

    private final Process process;
    private final Thread reader;
    private volatile boolean serving;
    private volatile boolean portTaken;
    private volatile String lastLine = "no output";

    ServerOutput(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "redis-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Says whether it is up, and thus whether its warnings are worth an operator's time. */
    void serving(boolean serving) {
        this.serving = serving;
    }

    boolean portTaken() {
        return portTaken;
    }

    String lastLine() {
        return lastLine;
    }

    /** Waits until everything that an ended process printed is here. */
    void await() throws InterruptedException {
        // A child that it forked to rewrite its file may hold the other end a little longer.
        reader.join(TimeUnit.SECONDS.toMillis(1));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(line);
            }
        } catch (IOException closed) {
            log.debug("redis-server's output ended: {}", closed.toString());
        }
    }

    private void accept(String line) {
        if (line.isBlank()) {
            return;
        }
        lastLine = line;
        portTaken |= line.contains("Address already in use");
        // 4711:M 23 Nov 2026 10:01:02.345 # the message
        if (serving && line.contains(" # ")) {
            log.warn("{}", line);
        } else {
            log.debug("{}", line);
        }
    }
}
