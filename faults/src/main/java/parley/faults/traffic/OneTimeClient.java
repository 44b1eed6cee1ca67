package parley.faults.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logs in for one purpose, and does nothing unless told. */
public final class OneTimeClient implements Closeable {
    private static final Duration GREETED = Duration.ofSeconds(2);
    private static final Duration ANSWERED = Duration.ofSeconds(4);

    private final Connection connection;

    private OneTimeClient(Connection connection) {
        this.connection = connection;
    }

    /** Logs in; null when the name is not to be had, or the bridge not to be reached. */
    public static @Nullable OneTimeClient enter(int port, String nick) {
        Connection connection = null;
        try {
            connection = Connection.open(port);
            connection.read(GREETED);
            connection.send(nick);
            if (connection.read(ANSWERED).startsWith("OK ")) {
                return new OneTimeClient(connection);
            }
        } catch (IOException notNow) {
            // Nor later, unless it is tried again.
        }
        if (connection != null) {
            connection.close();
        }
        return null;
    }

    public void send(String line) throws IOException {
        connection.send(line);
    }

    /** All lines until the server closes, and how that ended; it is given that long. */
    public List<String> readToEnd(Duration patience) {
        List<String> lines = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                lines.add(connection.read(Duration.ofNanos(deadline - System.nanoTime())));
            }
        } catch (SocketTimeoutException tooLate) {
            lines.add("(still open)");
        } catch (IOException closed) {
            lines.add("(closed)");
        }
        return lines;
    }

    @Override
    public void close() {
        connection.close();
    }
}
