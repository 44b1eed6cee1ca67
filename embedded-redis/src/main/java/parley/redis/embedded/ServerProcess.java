package parley.redis.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one run of redis-server, from its start to its end. */
final class ServerProcess {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    /** How long a server may neither answer nor end before it is given up. Loading its data is an answer. */
    private static final Duration UNANSWERED = Duration.ofSeconds(30);

    /** How long it may take to write what it has at the end. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    /** What a shell ends with that found the program, and may not run it. */
    private static final int NOT_EXECUTABLE = 126;

    private final int port;
    private final ServerClient client;
    private final String opening;
    private final Process process;
    private final ServerOutput output;

    /** @param opening what it is told when it has read its data; empty for nothing */
    ServerProcess(int port, Process process, ServerClient client, String opening) {
        this.port = port;
        this.client = client;
        this.opening = opening;
        this.process = process;
        this.output = new ServerOutput(process);
    }

    int port() {
        return port;
    }

    /** 0 if it has ended. */
    long pid() {
        return process.isAlive() ? process.pid() : 0;
    }

    /** Returns true as soon as it serves; false if it ended, or was killed because it did not answer. */
    boolean awaitReady() throws InterruptedException {
        long lastAnswer = System.nanoTime();
        while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
            switch (client.health(process.pid())) {
                case READY -> {
                    if (open()) {
                        output.serving(true);
                        return true;
                    }
                    kill();
                }
                case LOADING -> lastAnswer = System.nanoTime();
                case ABSENT -> {
                    if (System.nanoTime() - lastAnswer > UNANSWERED.toNanos()) {
                        kill();
                    }
                }
            }
        }
        return false;
    }

    private boolean open() {
        try {
            client.open(opening);
            return true;
        } catch (IOException refused) {
            log.warn("redis-server does not let in whom it should: {}", refused.getMessage());
            return false;
        }
    }

    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Lets it write what it has, and kills it if that takes too long. When this returns it has ended. */
    void stop() {
        output.serving(false);
        long deadline = System.nanoTime() + LAST_WRITES.toNanos();
        try {
            do {
                // It refuses while it can't end without loss; hence once more.
                client.shutDown();
            } while (!process.waitFor(100, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** What is to be said of it, once it has ended. */
    String describeEnd() throws InterruptedException {
        output.await();
        String end = "redis-server ended with status " + process.exitValue() + " (" + output.lastLine() + ")";
        return process.exitValue() == NOT_EXECUTABLE
                ? end + "; where it lies, no programs may run (noexec), it seems: an installed one on PATH, or another"
                        + " directory, would do"
                : end;
    }

    /** Whether it ended because something else listens on its port. */
    boolean portTaken() throws InterruptedException {
        output.await();
        return output.portTaken();
    }
}
