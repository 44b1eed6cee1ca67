package parley.faults.traffic;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Says "&lt;name&gt; &lt;n&gt;" one after the other, and now and then asks who is online. Each message is settled before the
 * next is begun, over as many sessions as that takes.
 */
abstract class Writer extends Participant {
    private static final long BETWEEN_MESSAGES_MILLIS = 12;
    private static final int MESSAGES_PER_LIST = 10;

    private long number;
    private boolean settled = true;
    private volatile boolean idle = true;
    private volatile long okAskedAt;
    private volatile long okNumber;
    private volatile long marker;
    private volatile long armedAt = Long.MIN_VALUE;
    private volatile long usersAskedAt;
    private volatile Set<String> users = Set.of();

    Writer(TrafficState state, String name, int home, boolean roams) {
        super(state, name, home, roams);
    }

    /** Does what is to be done in a session before anything is said. */
    abstract void begin(Session session) throws IOException, InterruptedException;

    /**
     * Says a message, or says it again: whether it is known now what became of it. Where the session ends it is not; then this is
     * called again in the next.
     */
    abstract boolean say(Session session, String text) throws IOException, InterruptedException;

    /** Asks for a {@link #marker}: the number of the first message asked for after now that is acknowledged. */
    final void arm() {
        marker = 0;
        armedAt = System.nanoTime();
    }

    /** 0 until there is one. */
    final long marker() {
        return marker;
    }

    /** The number of its newest message that was acknowledged. */
    final long acknowledged() {
        return okNumber;
    }

    /** Whether it will say nothing while there is quiet, and knows what became of all that it said. */
    final boolean isIdle() {
        return idle;
    }

    /** Whether a message that was sent after that moment was acknowledged. */
    final boolean acknowledgedSince(long nanoTime) {
        return okNumber > 0 && okAskedAt - nanoTime > 0;
    }

    /** Whether it was told, after that moment, who is online. */
    final boolean listedUsersSince(long nanoTime) {
        return usersAskedAt - nanoTime > 0;
    }

    /** Whether it heard, after that moment, that exactly these are online. */
    final boolean sawOnlineSince(long nanoTime, Set<String> expected) {
        return usersAskedAt - nanoTime > 0 && users.equals(expected);
    }

    final Set<String> users() {
        return users;
    }

    @Override
    final void attend(Session session) throws IOException, InterruptedException {
        begin(session);
        while (!wantsToLeave()) {
            idle = false; // Before it looks: so whoever asked for quiet sees it idle only if it will say nothing.
            if (settled && state.isQuiet()) {
                idle = true;
                listUsers(session);
                state.pauseWhileQuiet(100);
            } else {
                sayNext(session);
                if (number % MESSAGES_PER_LIST == 0) {
                    listUsers(session);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MESSAGES_MILLIS);
            }
        }
    }

    private void sayNext(Session session) throws IOException, InterruptedException {
        if (settled) {
            number++;
            settled = false;
        }
        settled = say(session, name() + " " + number);
    }

    /**
     * The message of that moment's question was acknowledged.
     *
     * @param askedAt by {@code System.nanoTime}
     */
    final void acknowledged(String text, long micros, long askedAt) {
        state.sentMessages().acknowledged(text, micros);
        okNumber = number;
        okAskedAt = askedAt;
        if (marker == 0 && askedAt - armedAt > 0) {
            marker = number;
        }
    }

    private void listUsers(Session session) throws IOException {
        long askedAt = System.nanoTime();
        Set<String> names = new TreeSet<>();
        String status = session.ask("users", line -> {
            if (!line.startsWith("USER ") || !names.add(line.substring(5))) {
                state.anomalies().unexpected("users named one twice, or none: " + line);
            }
        });
        if (status.startsWith("OK ")) {
            users = names;
            usersAskedAt = askedAt;
        }
    }
}
