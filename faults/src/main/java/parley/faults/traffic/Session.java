package parley.faults.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks and is answered on the connection of somebody who is logged in, and notes which answers took long. One thread; any may
 * close.
 */
final class Session implements Closeable {
    /** A suspended bridge answers when it goes on. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The 2 s that are promised, and what a busy machine adds. */
    private static final Duration PROMPT = Duration.ofSeconds(3);

    private static final long BEFORE_ASKING_AGAIN_MILLIS = 100;

    private final Connection connection;
    private final String name;
    private final int bridge;
    private final Anomalies anomalies;

    /** @param connection on which that name was welcomed at that bridge */
    Session(Connection connection, String name, int bridge, Anomalies anomalies) {
        this.connection = connection;
        this.name = name;
        this.bridge = bridge;
        this.anomalies = anomalies;
    }

    void send(String line) throws IOException {
        connection.send(line);
    }

    /** The next line, as {@link Connection#read}. */
    String read(Duration patience) throws IOException {
        return connection.read(patience);
    }

    /** The status line that answers; it has no others. */
    String ask(String question) throws IOException {
        return ask(question, line -> anomalies.unexpected(name + " asked " + question + " and was shown: " + line));
    }

    /**
     * The status line that answers.
     *
     * @param lines takes those before it
     * @throws IOException also where the session ends
     */
    String ask(String question, Consumer<String> lines) throws IOException {
        long askedAt = System.nanoTime();
        send(question);
        String line = read(PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - askedAt);
        demandNoEnd(line);
        if (took.compareTo(PROMPT) > 0) {
            anomalies.slow(new Anomalies.SlowAnswer(name, bridge, question, took, line));
        }
        while (!line.startsWith("OK") && !line.startsWith("ERR ")) {
            lines.accept(line);
            line = read(PATIENCE);
            demandNoEnd(line);
        }
        return line;
    }

    /** As {@link #ask(String, Consumer)}, again and again while it is unavailable. */
    String insist(String question, Consumer<String> lines) throws IOException, InterruptedException {
        String status = ask(question, lines);
        while (isUnavailable(status)) {
            TimeUnit.MILLISECONDS.sleep(BEFORE_ASKING_AGAIN_MILLIS);
            status = ask(question, lines);
        }
        if (!status.startsWith("OK")) {
            anomalies.unexpected(name + " asked " + question + " and was told: " + status);
        }
        return status;
    }

    static boolean isUnavailable(String status) {
        return status.startsWith("ERR unavailable");
    }

    private static void demandNoEnd(String line) throws IOException {
        if (line.startsWith("BYE ")) {
            throw new IOException(line);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
