package parley.conformance.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.conformance.suite.Failure;
import parley.conformance.transcript.Stage;

/** Somebody on a connection of their own, who says things and looks at what comes. All of it goes into the talk's conversation. */
final class Person implements Closeable {
    /** Matches the time of a message. */
    static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    private static final int QUIET_MILLIS = 400;
    private static final int SHOWN = 200;

    private final String name;
    private final SocketWire wire;
    private final List<String> conversation;

    Person(String name, SocketWire wire, List<String> conversation) {
        this.name = name;
        this.wire = wire;
        this.conversation = conversation;
    }

    String name() {
        return name;
    }

    /** Sends a line. */
    void say(String line) throws IOException {
        send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends exactly this, in one write. */
    void send(byte[] bytes) throws IOException {
        conversation.add(name + " > " + shown(bytes));
        wire.send(bytes);
    }

    /** Sends this in two writes, with a moment between. */
    void sendSplit(byte[] bytes, int at) throws IOException, InterruptedException {
        conversation.add(name + " > " + shown(bytes) + " (split behind " + at + " bytes)");
        wire.send(Arrays.copyOf(bytes, at));
        TimeUnit.MILLISECONDS.sleep(1);
        wire.send(Arrays.copyOfRange(bytes, at, bytes.length));
    }

    /** Ends the connection so that the server is told of a reset. */
    void reset() throws IOException {
        conversation.add(name + " resets the connection");
        wire.reset();
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text.stripTrailing();
    }

    private int next(String expected) throws IOException, Failure {
        try {
            return wire.read();
        } catch (SocketTimeoutException silence) {
            throw new Failure(expected, "nothing within " + Stage.PATIENCE_SECONDS + " s");
        }
    }

    /** The next line. */
    String line(String expected) throws IOException, Failure {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(expected); next != '\n'; next = next(expected)) {
            if (next == -1) {
                throw new Failure(expected, "the end of the connection");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        String got = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + " with an end of LF";
        conversation.add(name + " < " + got);
        return got;
    }

    /** The next line, which has to match. */
    Matcher expect(String pattern) throws IOException, Failure {
        return matching(pattern, line(pattern));
    }

    private static Matcher matching(String pattern, String line) throws Failure {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        if (!matcher.matches()) {
            throw new Failure(pattern, line);
        }
        return matcher;
    }

    /** All lines up to the next status line, which is the last of them. */
    List<String> answer() throws IOException, Failure {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(line("a status line"));
        } while (!lines.get(lines.size() - 1).matches("(OK|ERR)( .*)?"));
        return lines;
    }

    /** Any number of lines that match, then the status line, which has to match as well. */
    void expectAnswer(String body, String status) throws IOException, Failure {
        String line = line(status);
        while (line.matches(body)) {
            line = line(status);
        }
        matching(status, line);
    }

    /** Exactly these bytes, which are no line. */
    void expectBytes(int... octets) throws IOException, Failure {
        for (int octet : octets) {
            String expected = "the bytes " + Arrays.toString(octets);
            int next = next(expected);
            if (next != octet) {
                throw new Failure(expected, next == -1 ? "the end of the connection" : "the byte " + next);
            }
        }
    }

    void expectEnd() throws IOException, Failure {
        int next = next("the end of the connection");
        if (next != -1) {
            throw new Failure("the end of the connection", (char) next + line("the rest of it"));
        }
    }

    /** Fails where anything comes for a while; then what is next has to be the answer to a question. */
    void expectNothing() throws IOException, Failure {
        wire.patience(QUIET_MILLIS);
        try {
            int next = wire.read();
            wire.patience((int) TimeUnit.SECONDS.toMillis(Stage.PATIENCE_SECONDS));
            throw new Failure(
                    "nothing", next == -1 ? "the end of the connection" : (char) next + line("the rest of it"));
        } catch (SocketTimeoutException quiet) {
            wire.patience((int) TimeUnit.SECONDS.toMillis(Stage.PATIENCE_SECONDS));
        }
        say("ping");
        expect("OK pong");
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
