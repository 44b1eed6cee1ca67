package parley.faults.traffic;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import parley.protocol.MessageTime;

/**
 * Says each message with {@code once} and a key of its own, again and again until it is acknowledged: so none is lost, and none is
 * perhaps said.
 */
final class KeyedWriter extends Writer {
    private static final long BEFORE_SAYING_AGAIN_MILLIS = 50;

    private String begun = "";

    KeyedWriter(TrafficState state, String name, int home, boolean roams) {
        super(state, name, home, roams);
    }

    @Override
    void begin(Session session) {
        // What was not answered in the last session is said again.
    }

    @Override
    boolean say(Session session, String text) throws IOException, InterruptedException {
        if (text.equals(begun)) {
            state.sentMessages().repeated(text);
        }
        begun = text;
        long askedAt = System.nanoTime();
        String status = session.ask("once " + text.replace(' ', '.') + " " + text);
        if (status.startsWith("OK ")) {
            acknowledged(text, MessageTime.parse(status.substring(3)).orElseThrow(), askedAt);
            return true;
        }
        if (!Session.isUnavailable(status)) {
            state.anomalies().unexpected(name() + " was told: " + status);
        }
        TimeUnit.MILLISECONDS.sleep(BEFORE_SAYING_AGAIN_MILLIS);
        return false;
    }
}
