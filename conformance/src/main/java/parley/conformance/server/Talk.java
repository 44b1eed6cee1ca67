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
import parley.conformance.transcript.FreshNames;
import parley.conformance.transcript.Stage;

/** Several connections to the server, of people with fresh names, and what was said on them. */
final class Talk implements Closeable {
    private static final int QUIET_MILLIS = 400;
    private static final int SHOWN = 60;

    private final Dialer dialer;
    private final FreshNames names;
    private final List<String> conversation = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();

    Talk(Dialer dialer, FreshNames names) {
        this.dialer = dialer;
        this.names = names;
    }

    /** Somebody who has just connected and was greeted. */
    Person connect(String beginning) throws IOException, Failure {
        Person person = new Person(names.name(beginning), dialer.dial());
        people.add(person);
        person.expect("OK parley/1.*");
        return person;
    }

    /** Somebody who is logged in. */
    Person enter(String beginning) throws IOException, Failure {
        Person person = connect(beginning);
        person.say(person.name());
        person.expect("OK Welcome " + Pattern.quote(person.name()) + "!.*");
        return person;
    }

    String conversation() {
        int from = Math.max(0, conversation.size() - SHOWN);
        return String.join("\n", conversation.subList(from, conversation.size()));
    }

    @Override
    public void close() throws IOException {
        for (Person person : people) {
            person.wire.close();
        }
    }

    /** One connection. */
    final class Person {
        private final String name;
        private final SocketWire wire;

        private Person(String name, SocketWire wire) {
            this.name = name;
            this.wire = wire;
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
            String text = new String(bytes, StandardCharsets.UTF_8);
            conversation.add(
                    name + " > " + (text.length() > 200 ? text.substring(0, 200) + "…" : text.stripTrailing()));
            wire.send(bytes);
        }

        /** Sends this in two writes, with a moment between. */
        void sendSplit(byte[] bytes, int at) throws IOException, InterruptedException {
            conversation.add(name + " > " + new String(bytes, StandardCharsets.UTF_8).stripTrailing()
                    + " (split behind " + at + " bytes)");
            wire.send(Arrays.copyOf(bytes, at));
            TimeUnit.MILLISECONDS.sleep(1);
            wire.send(Arrays.copyOfRange(bytes, at, bytes.length));
        }

        /** The next line. */
        String line(String expected) throws IOException, Failure {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try {
                for (int next = wire.read(); next != '\n'; next = wire.read()) {
                    if (next == -1) {
                        throw new Failure(expected, "the end of the connection");
                    }
                    line.write(next);
                }
            } catch (SocketTimeoutException silence) {
                throw new Failure(expected, "nothing within " + Stage.PATIENCE_SECONDS + " s");
            }
            String text = line.toString(StandardCharsets.UTF_8);
            String got = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + " with an end of LF";
            conversation.add(name + " < " + got);
            return got;
        }

        /** The next line, which has to match. */
        Matcher expect(String pattern) throws IOException, Failure {
            String line = line(pattern);
            Matcher matcher = Pattern.compile(pattern).matcher(line);
            if (!matcher.matches()) {
                throw new Failure(pattern, line);
            }
            return matcher;
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
    }
}
