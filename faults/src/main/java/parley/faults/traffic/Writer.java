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
    private static final int MESSAGES_PER_ROLL_CALL = 10;
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
    private volatile long rollAskedAt;
    private volatile Set<String> roll = Set.of();

    Writer(Room room, String name, int home, boolean roams) {
        super(room, name, home, roams);
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
    boolean rollCalledSince(long nanoTime) {
        return rollAskedAt - nanoTime > 0;
    }

    /** Whether it heard, after that moment, that exactly these are online. */
    boolean sawOnlineSince(long nanoTime, Set<String> expected) {
        return rollAskedAt - nanoTime > 0 && roll.equals(expected);
    }

    Set<String> roll() {
        return roll;
    }

    @Override
    void attend(Connection seat) throws IOException, InterruptedException {
        try {
            while (!wantsToLeave()) {
                idle = false; // Before it looks: so whoever asked for quiet sees it idle only if it will say nothing.
                if (room.isQuiet()) {
                    idle = true;
                    callRoll(seat);
                    room.pauseWhileQuiet(100);
                } else {
                    publish(seat);
                    if (number % MESSAGES_PER_ROLL_CALL == 0) {
                        callRoll(seat);
                    }
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_MESSAGES_MILLIS);
                }
            }
        } finally {
            idle = true;
        }
    }

    private void publish(Connection seat) throws IOException {
        number++;
        String text = name() + " " + number;
        long askedAt = System.nanoTime();
        String answer = "";
        try {
            answer = ask(seat, "pub " + text);
        } finally {
            note(text, answer, askedAt);
        }
    }

    private void note(String text, String answer, long askedAt) {
        if (answer.startsWith("OK ")) {
            room.ledger()
                    .acknowledged(text, MessageTime.parse(answer.substring(3)).orElseThrow());
            okNumber = number;
            okAskedAt = askedAt;
            if (marker == 0 && askedAt - armedAt > 0) {
                marker = number;
            }
        } else if (answer.startsWith("ERR ")) {
            room.ledger().doubtful(text, new Ledger.Doubt(answer, room.clock().latest()));
            if (!answer.startsWith("ERR unavailable")) {
                room.losses().surprise(nick() + " was told: " + answer);
            }
        } else {
            room.ledger().doubtful(text, new Ledger.Doubt("no answer", Long.MAX_VALUE));
        }
    }

    private void callRoll(Connection seat) throws IOException {
        long askedAt = System.nanoTime();
        Set<String> names = new TreeSet<>();
        String answer = ask(seat, "users");
        while (answer.startsWith("USER ")) {
            if (!names.add(answer.substring(5))) {
                room.losses().surprise("users named one twice: " + answer);
            }
            answer = seat.read(PATIENCE);
        }
        if (answer.startsWith("OK ")) {
            roll = names;
            rollAskedAt = askedAt;
        }
    }

    /** The first line of the answer. */
    private String ask(Connection seat, String question) throws IOException {
        long askedAt = System.nanoTime();
        seat.send(question);
        String answer = seat.read(PATIENCE);
        Duration took = Duration.ofNanos(System.nanoTime() - askedAt);
        if (answer.startsWith("BYE ")) {
            throw new IOException(answer);
        }
        if (took.compareTo(PROMPT) > 0) {
            room.losses().slow(new Losses.Slow(nick(), bridge(), question, took, answer));
        }
        return answer;
    }
}
