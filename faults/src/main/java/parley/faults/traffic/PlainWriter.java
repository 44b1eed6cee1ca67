package parley.faults.traffic;

import java.io.IOException;
import java.util.OptionalLong;
import parley.protocol.MessageTime;

/**
 * Says each message with {@code pub}, and once. What is refused is not to be stored later. Where an answer is missing it looks with
 * {@code since}, as soon as it is welcomed again: what is not there by then is never to be.
 */
final class PlainWriter extends Writer {
    private String begun = "";
    /** Behind which everything that may be its unanswered message stands: a message's id. */
    private OptionalLong position = OptionalLong.empty();

    PlainWriter(TrafficState state, String name, int home, boolean roams) {
        super(state, name, home, roams);
    }

    @Override
    void begin(Session session) throws IOException, InterruptedException {
        if (position.isEmpty()) {
            position = MessageTime.parse(session.insist("mark", line -> {}).substring(3));
        }
    }

    @Override
    boolean say(Session session, String text) throws IOException, InterruptedException {
        if (text.equals(begun)) {
            look(session, text);
            return true;
        }
        begun = text;
        long askedAt = System.nanoTime();
        String status = session.ask("pub " + text);
        if (status.startsWith("OK ")) {
            published(text, MessageTime.parse(status.substring(3)).orElseThrow(), askedAt);
            return true;
        }
        refused(text, status, state.clock().latest());
        if (!Session.isUnavailable(status)) {
            state.anomalies().unexpected(name() + " was told: " + status);
        }
        return true;
    }

    private void look(Session session, String text) throws IOException, InterruptedException {
        Since since = new Since(name() + ": " + text);
        long askedAt = System.nanoTime();
        session.insist("since " + MessageTime.format(position.orElseThrow()), since::take);
        if (since.found.isPresent()) {
            published(text, since.found.getAsLong(), askedAt);
        } else {
            // Where Redis lost data nobody knows what was stored before, but what is stored from now on is wrong.
            refused(
                    text,
                    "no answer, and it was not there",
                    since.missed ? state.clock().latest() : 0);
        }
    }

    private void published(String text, long micros, long askedAt) {
        position = OptionalLong.of(micros);
        acknowledged(text, micros, askedAt);
    }

    private void refused(String text, String result, long latest) {
        state.sentMessages().refused(text, new SentMessages.Refusal(result, latest));
    }

    /** Reads the lines that answer {@code since}. */
    private static final class Since {
        private final String wanted;
        private OptionalLong found = OptionalLong.empty();
        private boolean missed;

        Since(String wanted) {
            this.wanted = wanted;
        }

        void take(String line) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("MISSED")) {
                missed = true;
            } else if (words[0].equals("LOBBY") && words[2].equals(wanted)) {
                found = MessageTime.parse(words[1]);
            }
        }
    }
}
