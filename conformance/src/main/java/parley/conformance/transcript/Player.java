package parley.conformance.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.conformance.suite.Failure;

/** Plays one transcript on a stage, line by line, and keeps the last of what was said. */
public final class Player {
    private static final int KEPT = 60;
    private static final int SHOWN = 240;

    private static final class Client {
        final Stage.Wire wire;
        final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
        /** A line that was read but belongs to a later step. */
        @Nullable
        String peeked;

        Client(Stage.Wire wire) {
            this.wire = wire;
        }
    }

    private final Stage stage;
    private final Sending sending;
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Template template = new Template();
    private final Deque<String> conversation = new ArrayDeque<>();

    /** Plays on that stage, which stays open. */
    public Player(Stage stage, Sending sending) {
        this.stage = stage;
        this.sending = sending;
    }

    /**
     * Returns when all of it was played.
     *
     * @throws Failure where the server does something else, with the conversation up to there
     */
    public void play(Transcript transcript) throws IOException, Failure {
        for (Iterator<Transcript.Step> steps = transcript.steps().iterator(); steps.hasNext(); ) {
            Transcript.Step step = steps.next();
            try {
                if (step.isDirect()) {
                    flushAll();
                    note(step, step.text());
                    playDirect(step);
                } else {
                    play(step);
                }
            } catch (Failure failure) {
                throw failure.after(String.join("\n", conversation)
                        + "\n" + transcript.name() + ":" + step.number() + ": " + step.actor() + " "
                        + step.verb().sign() + " " + step.text());
            }
        }
        flushAll();
    }

    private void playDirect(Transcript.Step step) throws IOException, Failure {
        switch (step.verb()) {
            case SEND_LINE -> {
                String[] words = step.text().split(" ", -1);
                switch (words[0]) {
                    case "SADD" -> stage.addUser(words[2]);
                    case "SREM" -> stage.removeUser(words[2]);
                    case "SUBSCRIBE" -> stage.subscribe(words[1]);
                    default -> throw new IllegalArgumentException("no such act: " + step.text());
                }
            }
            case SEND_BYTES -> stage.publish(step.words().split(" ", -1)[1], step.bytes());
            case EXPECT_LINE -> {
                String expected = new String(step.bytes(), StandardCharsets.ISO_8859_1);
                String heard = heard(step);
                if (!expected.equals(heard)) {
                    throw new Failure("on channel " + step.words() + ": " + expected, heard);
                }
            }
            default -> throw new IllegalArgumentException("direct clients don't do this");
        }
    }

    private String heard(Transcript.Step step) throws IOException {
        try {
            return new String(stage.hear(step.words()), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException silence) {
            return "nothing within " + Stage.PATIENCE_SECONDS + " s";
        }
    }

    private void play(Transcript.Step step) throws IOException, Failure {
        Client client = clients.get(step.actor());
        if (client == null) {
            client = new Client(step.actor().equals("operator") ? stage.connectOperator() : stage.connect());
            clients.put(step.actor(), client);
        }
        switch (step.verb()) {
            case SEND_LINE -> {
                String line = template.filledIn(step.text());
                note(step, line);
                client.unsent.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            case SEND_BYTES -> {
                note(step, step.text());
                client.unsent.writeBytes(step.bytes());
            }
            case SHUT_DOWN -> {
                note(step, "");
                flush(client);
                client.wire.shutDownOutput();
            }
            default -> {
                flushAll();
                expect(step, client);
            }
        }
    }

    private void expect(Transcript.Step step, Client client) throws IOException, Failure {
        switch (step.verb()) {
            case EXPECT_LINE -> {
                String line = line(step, client);
                if (!template.matches(step.text(), line)) {
                    throw new Failure(template.filledIn(step.text()), line);
                }
            }
            case EXPECT_LINES -> {
                String line = line(step, client);
                while (template.matches(step.text(), line)) {
                    line = line(step, client);
                }
                client.peeked = line;
            }
            case EXPECT_BYTES -> bytes(step, client);
            case EXPECT_CLOSE -> {
                int next = client.peeked == null ? next(client, "the end of the connection") : '?';
                if (next != -1) {
                    String got = client.peeked == null ? (char) next + rest(client) : client.peeked;
                    throw new Failure("the end of the connection", got);
                }
                note(step, "");
            }
            default -> throw new IllegalArgumentException("nothing is expected");
        }
    }

    /** What still comes in the line, as far as it comes. */
    private static String rest(Client client) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int octet = client.wire.read(); octet != -1 && octet != '\n'; octet = client.wire.read()) {
                line.write(octet);
            }
        } catch (SocketTimeoutException unfinished) {
            // What there is will do.
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private void bytes(Transcript.Step step, Client client) throws IOException, Failure {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        for (byte expected : step.bytes()) {
            int next = next(client, "the bytes " + step.text());
            got.write(next);
            if ((byte) next != expected) {
                throw new Failure("the bytes " + step.text(), Transcript.quoted(got.toByteArray()));
            }
        }
        note(step, step.text());
    }

    private void flushAll() throws IOException {
        for (Client client : clients.values()) {
            flush(client);
        }
    }

    private void flush(Client client) throws IOException {
        if (client.unsent.size() > 0) {
            for (byte[] write : sending.writes(client.unsent.toByteArray())) {
                client.wire.send(write);
            }
            client.unsent.reset();
        }
    }

    private static int next(Client client, String expected) throws IOException, Failure {
        try {
            return client.wire.read();
        } catch (SocketTimeoutException silence) {
            throw new Failure(expected, "nothing within " + Stage.PATIENCE_SECONDS + " s");
        }
    }

    private String line(Transcript.Step step, Client client) throws IOException, Failure {
        String peeked = client.peeked;
        if (peeked != null) {
            client.peeked = null;
            return peeked;
        }
        String expected = template.filledIn(step.text());
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = next(client, expected); octet != '\n'; octet = next(client, expected)) {
            if (octet == -1) {
                String before = line.size() == 0 ? "" : line.toString(StandardCharsets.UTF_8) + ", then ";
                throw new Failure(expected, before + "the end of the connection");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\r")) {
            throw new Failure("an end of CR LF behind each line", text + " with an end of LF");
        }
        String got = text.substring(0, text.length() - 1);
        note(step, got);
        return got;
    }

    /** What was said, not what was expected. */
    private void note(Transcript.Step step, String text) {
        String shown =
                text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
        String sign =
                step.verb() == Transcript.Verb.EXPECT_LINES ? "<" : step.verb().sign();
        conversation.add((step.actor() + " " + sign + " " + shown).stripTrailing());
        if (conversation.size() > KEPT) {
            conversation.remove();
        }
    }
}
