package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session under one name. When that is lost, it logs in again under the same name by its token: at the same bridge, or if
 * it roams at any.
 */
abstract class Participant implements Runnable {
    private static final Duration GREETED = Duration.ofSeconds(2);
    private static final Duration WELCOMED = Duration.ofSeconds(4);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 100;

    final TrafficState state;
    private final String name;
    private final int home;
    private final boolean roams;
    private volatile int bridge;
    private volatile boolean loggedIn;
    private volatile boolean goingHome;
    private volatile boolean abandoning;
    private volatile long loggedInAt;
    private volatile @Nullable Session session;
    /** Of its hold on the name; empty until it has been told, and once the name was given to it anew. */
    private volatile String token = "";

    Participant(TrafficState state, String name, int home, boolean roams) {
        this.state = state;
        this.name = name;
        this.home = home;
        this.roams = roams;
        this.bridge = home;
    }

    /** What it does at a bridge until that ends; returns only when it left of its own will. */
    abstract void attend(Session session) throws IOException, InterruptedException;

    final String name() {
        return name;
    }

    final int bridge() {
        return bridge;
    }

    /** Whether it goes nowhere else. */
    final boolean livesAt(int place) {
        return home == place && !roams;
    }

    /** Whether it is where it belongs, and can prove that the name is its own. */
    final boolean isSettledAtHome() {
        return loggedIn && bridge == home && !goingHome && !token.isEmpty();
    }

    final boolean isLoggedIn() {
        return loggedIn;
    }

    /** Asks it to leave for its own bridge, if it is logged in elsewhere. */
    final void goHome() {
        goingHome = bridge != home;
    }

    final boolean wantsToLeave() {
        return goingHome || state.isClosing();
    }

    /** Has it give up its connection, of which the other end learns nothing, and come back elsewhere. */
    final void abandon() {
        Session given = session;
        if (given != null) {
            abandoning = true;
            given.close();
        }
    }

    @Override
    public final void run() {
        try {
            long awaySince = System.nanoTime();
            while (!state.isClosing()) {
                try (Session welcomed = logIn()) {
                    session = welcomed;
                    loggedInAt = System.nanoTime();
                    if (roams) { // Others wait for their bridge, however long it is down.
                        state.anomalies().away(name, Duration.ofNanos(loggedInAt - awaySince));
                    }
                    loggedIn = true;
                    askForToken(welcomed);
                    attend(welcomed);
                    awaySince = System.nanoTime();
                    leave(welcomed);
                } catch (IOException e) {
                    awaySince = System.nanoTime();
                    lost(e);
                } finally {
                    loggedIn = false;
                    session = null;
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void askForToken(Session welcomed) throws IOException, InterruptedException {
        String status = welcomed.insist("token", line -> {});
        if (status.startsWith("OK ")) {
            String told = status.substring(3);
            if (!token.isEmpty() && !token.equals(told)) {
                state.anomalies().unexpected(name + " came back by a token, and was told another");
            }
            token = told;
        }
    }

    private void leave(Session left) throws IOException {
        left.ask("downline");
        bridge = home;
        goingHome = false;
    }

    private void lost(IOException e) {
        if (!state.isClosing() && !abandoning) {
            state.anomalies().lost(new Anomalies.LostSession(name, bridge, String.valueOf(e.getMessage())));
        }
        if (roams) {
            bridge = (bridge + 1) % state.bridges();
        }
        abandoning = false;
    }

    private Session logIn() throws InterruptedException, IOException {
        while (!state.isClosing()) {
            Connection attempt = null;
            try {
                attempt = Connection.open(state.port(bridge));
                if (attempt.read(GREETED).startsWith("OK ")) {
                    attempt.send(token.isEmpty() ? name : name + " " + token);
                    if (isWelcomed(attempt.read(WELCOMED))) {
                        return new Session(attempt, name, bridge, state.anomalies());
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

    private boolean isWelcomed(String answer) {
        if (!answer.startsWith("OK Welcome")) {
            return false;
        }
        if (!answer.startsWith("OK Welcome back ")) {
            token = ""; // The name was free: another hold begins.
        }
        return true;
    }
}
