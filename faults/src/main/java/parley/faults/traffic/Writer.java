package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import parley.protocol.MessageTime;

/** Publishes "&lt;name&gt; &lt;n&gt;" one after the other, and now and then asks who is online. */
final class Writer extends Participant {
    private static final long BETWEEN_MESSAGES_MILLIS = 8;
    private static final int MESSAGES_PER_LIST = 10;
    /** A suspended bridge answers when it goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The 2 s that are promised, and what a busy machine adds. */
    private static final Duration PROMPT = Duration.ofSeconds(3);

    private long number;
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

    /** Asks for a {@link #marker}: the number of the first message sent after now that is acknowledged. */
    void arm() {
        marker = 0;
        armedAt = System.nanoTime();
    }

    /** 0 until there is one. */
    long marker() {
        return marker;
    }

    /** The number of its newest message that was acknowledged. */
    long acknowledged() {
        return okNumber;
    }

    boolean isIdle() {
        return idle;
    }

    /** Whether a message that was sent after that moment was acknowledged. */
    boolean acknowledgedSince(long nanoTime) {
        return okNumber > 0 && okAskedAt - nanoTime > 0;
    }

    /** Whether it was told, after that moment, who is online. */
    boolean listedUsersSince(long nanoTime) {
        return usersAskedAt - nanoTime > 0;
    }

    /** Whether it heard, after that moment, that exactly these are online. */
    boolean sawOnlineSince(long nanoTime, Set<String> expected) {
        return usersAskedAt - nanoTime > 0 && users.equals(expected);
    }

    Set<String> users() {
        return users;
    }

    @Override
    void attend(Connection session) throws IOException, InterruptedException {
        try {
            while (!wantsToLeave()) {
                idle = false; // Before it looks: so whoever asked for quiet sees it idle only if it will say nothing.
                if (state.isQuiet()) {
                    idle = true;
                    listUsers(session);
                    state.pauseWhileQuiet(100);
                } else {
                    publish(session);
                    if (number % MESSAGES_PER_LIST == 0) {
                        listUsers(session);
                    }
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_MESSAGES_MILLIS);
                }
            }
        } finally {
            idle = true;
        }
    }

    private void publish(Connection session) throws IOException {
        number++;
        String text = name() + " " + number;
        long askedAt = System.nanoTime();
        String answer = "";
        try {
            answer = ask(session, "pub " + text);
        } finally {
            note(text, answer, askedAt);
        }
    }

    private void note(String text, String answer, long askedAt) {
        if (answer.startsWith("OK ")) {
            state.sentMessages()
                    .acknowledged(text, MessageTime.parse(answer.substring(3)).orElseThrow());
            okNumber = number;
            okAskedAt = askedAt;
            if (marker == 0 && askedAt - armedAt > 0) {
                marker = number;
            }
        } else if (answer.startsWith("ERR ")) {
            state.sentMessages()
                    .unacknowledged(
                            text,
                            new SentMessages.Unacknowledged(
                                    answer, state.clock().latest()));
            if (!answer.startsWith("ERR unavailable")) {
                state.anomalies().unexpected(nick() + " was told: " + answer);
            }
        } else {
            state.sentMessages().unacknowledged(text, new SentMessages.Unacknowledged("no answer", Long.MAX_VALUE));
        }
    }

    private void listUsers(Connection session) throws IOException {
        long askedAt = System.nanoTime();
        Set<String> names = new TreeSet<>();
        String answer = ask(session, "users");
        while (answer.startsWith("USER ")) {
            if (!names.add(answer.substring(5))) {
                state.anomalies().unexpected("users named one twice: " + answer);
            }
            answer = session.read(PATIENCE);
        }
        if (answer.startsWith("OK ")) {
            users = names;
            usersAskedAt = askedAt;
        }
    }

    /** The first line of the answer. */
    private String ask(Connection session, String question) throws IOException {
        long askedAt = System.nanoTime();
        session.send(question);
        String answer = session.read(PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - askedAt);
        if (answer.startsWith("BYE ")) {
            throw new IOException(answer);
        }
        if (took.compareTo(PROMPT) > 0) {
            state.anomalies().slow(new Anomalies.SlowAnswer(nick(), bridge(), question, took, answer));
        }
        return answer;
    }
}
