package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Wants a name that others want as well, and asks for it all the time. Who has it asks and is answered; an answer to what was asked
 * after another had been welcomed under that name means that two have it.
 */
final class Contender implements Runnable {
    private static final Duration ANSWERED = Duration.ofSeconds(5);
    private static final long BETWEEN_MILLIS = 50;

    private final TrafficState state;
    private final String name;
    private final AtomicReference<@Nullable Contender> holder;

    /** @param holder who was welcomed last, the same for all who want that name */
    Contender(TrafficState state, String name, AtomicReference<@Nullable Contender> holder) {
        this.state = state;
        this.name = name;
        this.holder = holder;
    }

    @Override
    public void run() {
        try {
            while (!state.isClosing()) {
                tryOnce();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryOnce() throws InterruptedException {
        Connection connection = null;
        try {
            connection = Connection.open(state.port(0));
            if (connection.read(ANSWERED).startsWith("OK ")) {
                connection.send(name);
                if (connection.read(ANSWERED).startsWith("OK Welcome")) {
                    holder.set(this);
                    hold(connection);
                }
            }
        } catch (IOException notNow) {
            // The balancer has no bridge, or the session ended with its bridge.
        } finally {
            if (connection != null) {
                connection.close();
            }
        }
    }

    private void hold(Connection connection) throws IOException, InterruptedException {
        while (!state.isClosing()) {
            boolean another = holder.get() != this;
            connection.send("ping");
            if (!connection.read(ANSWERED).startsWith("OK")) {
                return;
            }
            if (another) {
                state.anomalies().unexpected("two had the name " + name + " at one time");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
    }
}
