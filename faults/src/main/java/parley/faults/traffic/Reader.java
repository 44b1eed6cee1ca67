package parley.faults.traffic;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import parley.protocol.MessageTime;

/**
 * Reads the lobby, live or by pulling, and writes down every line. It begins behind its first {@code mark}; coming back from a loss
 * it goes on with {@code since} and the time of the last line it had. When live it asks for its {@code mark} all the time, which
 * has to lie behind what it was shown and before what it is shown next.
 */
final class Reader extends Participant {
    /** How somebody reads. */
    enum Mode {
        LIVE,
        PULL,
        /** Not at all; it only proves to be there. */
        SILENT
    }

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);

    private final Mode mode;
    private final List<SeenLine> seen = new ArrayList<>();
    private final Map<String, Long> highest = new HashMap<>();
    private int sessions;
    private long last;
    /** Times of this session's: of the last line that it was shown, and of its last mark. */
    private long shown;

    private long marked;
    private int counted;
    private String question = "";
    private boolean asking;
    private long askedAt;
    private volatile long answeredAskedAt;

    Reader(TrafficState state, String name, int home, boolean roams, Mode mode) {
        super(state, name, home, roams);
        this.mode = mode;
    }

    Mode mode() {
        return mode;
    }

    /** Whether a question that was asked after that moment was answered. */
    boolean answeredSince(long nanoTime) {
        return answeredAskedAt - nanoTime > 0;
    }

    /** The highest number it saw of that sender's messages, 0 for none. */
    synchronized long highest(String sender) {
        return highest.getOrDefault(sender, 0L);
    }

    /** What it was shown since the last call. */
    synchronized List<SeenLine> take() {
        List<SeenLine> taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    @Override
    void attend(Session session) throws IOException, InterruptedException {
        asking = false;
        shown = 0;
        marked = 0;
        if (mode != Mode.SILENT) {
            goOn(session);
        }
        while (!wantsToLeave()) {
            long now = System.nanoTime();
            if (!asking && now - askedAt > BETWEEN_QUESTIONS.toNanos()) {
                ask(session, usualQuestion());
            }
            try {
                take(session.read(BETWEEN_QUESTIONS));
            } catch (SocketTimeoutException nothingNew) {
                if (asking && now - askedAt > Session.PATIENCE.toNanos()) {
                    throw nothingNew;
                }
            }
        }
        while (asking) {
            take(session.read(Session.PATIENCE));
        }
        if (mode == Mode.LIVE) {
            askAll(session, "live off");
        }
    }

    private String usualQuestion() {
        return switch (mode) {
            case PULL -> "pull";
            case LIVE -> "mark";
            case SILENT -> "ping";
        };
    }

    private void goOn(Session session) throws IOException, InterruptedException {
        synchronized (this) {
            sessions++;
        }
        if (sessions == 1) {
            askAll(session, "mark");
            last = marked;
        } else {
            String since = "since " + MessageTime.format(last);
            while (Session.isUnavailable(askAll(session, since))) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        if (mode == Mode.LIVE) {
            askAll(session, "live");
        }
    }

    private String askAll(Session session, String question) throws IOException {
        ask(session, question);
        String line = "";
        while (asking) {
            line = session.read(Session.PATIENCE);
            take(line);
        }
        return line;
    }

    private void ask(Session session, String asked) throws IOException {
        asking = true;
        question = asked;
        counted = 0;
        askedAt = System.nanoTime();
        session.send(asked);
    }

    private void take(String line) throws IOException {
        if (line.startsWith("LOBBY ") || line.startsWith("NOTICE ")) {
            message(line);
        } else if (line.startsWith("MISSED ")) {
            missed(line);
        } else if (line.startsWith("OK") || line.startsWith("ERR ")) {
            answer(line);
        } else if (line.startsWith("BYE ")) {
            throw new IOException(line);
        } else if (!line.startsWith("WHISPER ")) {
            state.anomalies().unexpected(name() + " was shown: " + line);
        }
    }

    private void answer(String line) {
        if (!asking) {
            state.anomalies().unexpected(name() + " was answered without asking: " + line);
        }
        asking = false;
        if (line.startsWith("OK")) {
            if (question.equals("mark")) {
                mark(line);
            } else if ((question.equals("pull") || question.startsWith("since ")) && !line.equals("OK " + counted)) {
                state.anomalies().unexpected(name() + " was shown " + counted + " messages, and then: " + line);
            }
            answeredAskedAt = askedAt;
        } else if (!Session.isUnavailable(line)) {
            state.anomalies().unexpected(name() + " was told: " + line);
        }
    }

    private void mark(String line) {
        OptionalLong time = MessageTime.parse(line.substring(3));
        if (time.isEmpty() || time.getAsLong() < shown) {
            state.anomalies()
                    .unexpected(
                            name() + " was shown what is of " + MessageTime.format(shown) + ", and marked: " + line);
        }
        marked = time.orElse(0);
    }

    private void message(String line) {
        int timeAt = line.indexOf(' ') + 1;
        int nickAt = line.indexOf(' ', timeAt) + 1;
        int textAt = line.indexOf(": ", nickAt) + 2;
        OptionalLong time = MessageTime.parse(line.substring(timeAt, nickAt - 1));
        if (time.isEmpty()) {
            state.anomalies().unexpected(name() + " was shown: " + line);
            return;
        }
        if (time.getAsLong() <= marked) {
            state.anomalies()
                    .unexpected(name() + " had marked " + MessageTime.format(marked) + ", and was shown: " + line);
        }
        shown = time.getAsLong();
        counted++;
        String sender = line.substring(nickAt, textAt - 2);
        String text = line.substring(textAt);
        synchronized (this) {
            last = time.getAsLong();
            seen.add(new SeenLine(last, sender, text, false, sessions, catchesUp()));
            int space = text.lastIndexOf(' ') + 1;
            highest.merge(text.substring(0, Math.max(0, space - 1)), number(text.substring(space)), Math::max);
        }
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    private synchronized void missed(String line) {
        seen.add(new SeenLine(last, "", line, true, sessions, catchesUp()));
    }

    private boolean catchesUp() {
        return asking && question.startsWith("since ");
    }
}
