package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session under one name. When that is lost, it logs in again under the same name: at the same bridge, or if it roams at
 * any.
 */
abstract class Participant implements Runnable {
    private static final Duration GREETED = Duration.ofSeconds(2);
    private static final Duration WELCOMED = Duration.ofSeconds(4);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 100;

    final TrafficState state;
    private final String name;
    private final int home;
    private final boolean roams;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile int bridge;
    private volatile boolean loggedIn;
    private volatile boolean goingHome;
    private volatile boolean abandoning;
    private volatile long loggedInAt;
    private volatile @Nullable Connection connection;

    Participant(TrafficState state, String name, int home, boolean roams) {
        this.state = state;
        this.name = name;
        this.home = home;
        this.roams = roams;
        this.bridge = home;
    }

    /** What it does at a bridge until that ends; returns only when it left of its own will. */
    abstract void attend(Connection session) throws IOException, InterruptedException;

    final String name() {
        return name;
    }

    final String nick() {
        int times = generation.get();
        return times == 0 ? name : name + "-" + times;
    }

    final int bridge() {
        return bridge;
    }

    /** Whether it goes nowhere else. */
    final boolean livesAt(int place) {
        return home == place && !roams;
    }

    final boolean isLoggedInAtHome() {
        return loggedIn && bridge == home && !goingHome;
    }

    final boolean isLoggedIn() {
        return loggedIn;
    }

    /** When it was last welcomed, by {@code System.nanoTime}. */
    final long loggedInAt() {
        return loggedInAt;
    }

    /** Asks it to leave for its own bridge, if it is logged in elsewhere. */
    final void goHome() {
        goingHome = bridge != home;
    }

    final boolean wantsToLeave() {
        return goingHome || state.isClosing();
    }

    /** Has it give up its connection, of which the other end learns nothing, and come back under another name, elsewhere. */
    final void abandon() {
        Connection given = connection;
        if (given != null) {
            abandoning = true;
            generation.incrementAndGet();
            given.close();
        }
    }

    @Override
    public final void run() {
        try {
            long awaySince = System.nanoTime();
            while (!state.isClosing()) {
                try (Connection session = logIn()) {
                    connection = session;
                    loggedInAt = System.nanoTime();
                    if (roams) { // Others wait for their bridge, however long it is down.
                        state.anomalies().away(nick(), Duration.ofNanos(loggedInAt - awaySince));
                    }
                    loggedIn = true;
                    attend(session);
                    awaySince = System.nanoTime();
                    leave(session);
                } catch (IOException e) {
                    awaySince = System.nanoTime();
                    lost(e);
                } finally {
                    loggedIn = false;
                    connection = null;
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(Connection session) throws IOException {
        session.send("downline");
        String answer = session.read(Duration.ofSeconds(10));
        while (!answer.startsWith("OK") && !answer.startsWith("BYE")) {
            answer = session.read(Duration.ofSeconds(10));
        }
        bridge = home;
        goingHome = false;
    }

    private void lost(IOException e) {
        if (!state.isClosing() && !abandoning) {
            state.anomalies().lost(new Anomalies.LostSession(nick(), bridge, String.valueOf(e.getMessage())));
        }
        if (roams) {
            bridge = (bridge + 1) % state.bridges();
        }
        abandoning = false;
    }

    private Connection logIn() throws InterruptedException, IOException {
        while (!state.isClosing()) {
            Connection attempt = null;
            try {
                attempt = Connection.open(state.port(bridge));
                if (attempt.read(GREETED).startsWith("OK ")) {
                    attempt.send(nick());
                    if (attempt.read(WELCOMED).startsWith("OK ")) {
                        return attempt;
                    }
                }
                attempt.close();
            } catch (IOException notNow) {
                if (attempt != null) {
                    attempt.close();
                }
            }
            if (roams) {
                bridge = (bridge + 1) % state.bridges();
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MILLIS);
        }
        throw new IOException("the traffic ends");
    }
}
