package parley.bridge.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plays one transcript on a stage, line by line. */
final class Player {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{time(?::([a-z0-9]+))?}|\\{n}| ?\\{any}$");
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    /** How what a client sends is cut up. */
    enum LeaseTiming {
        /** Everything that a client sends in a row, in one write. */
        JOINED,
        BYTE_BY_BYTE
    }

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
    private final LeaseTiming timing;
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<String, String> times = new HashMap<>();

    Player(Stage stage, LeaseTiming timing) {
        this.stage = stage;
        this.timing = timing;
    }

    void play(Transcript transcript) {
        for (Iterator<Transcript.Step> steps = transcript.steps().iterator(); steps.hasNext(); ) {
            Transcript.Step step = steps.next();
            try {
                if (step.isDirect()) {
                    flushAll();
                    playDirect(step);
                } else {
                    play(step);
                }
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        transcript.name() + ":" + step.number() + ": " + step.actor() + " " + step.verb() + " "
                                + step.text() + "\n" + failure.getMessage(),
                        failure);
            }
        }
        flushAll();
    }

    private void playDirect(Transcript.Step step) {
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
            case EXPECT_LINE ->
                assertThat(new String(stage.hear(step.words()), StandardCharsets.ISO_8859_1))
                        .isEqualTo(new String(step.bytes(), StandardCharsets.ISO_8859_1));
            default -> throw new IllegalArgumentException("direct clients don't do this");
        }
    }

    private void play(Transcript.Step step) {
        Client client = clients.computeIfAbsent(step.actor(), this::connected);
        switch (step.verb()) {
            case SEND_LINE -> send(client, (filledIn(step.text()) + "\r\n").getBytes(StandardCharsets.UTF_8));
            case SEND_BYTES -> send(client, step.bytes());
            case SHUT_DOWN -> {
                flush(client);
                client.wire.shutDownOutput();
            }
            case EXPECT_LINE -> {
                flushAll();
                expect(step.text(), line(client));
            }
            case EXPECT_LINES -> {
                flushAll();
                String line = line(client);
                while (matches(step.text(), line)) {
                    line = line(client);
                }
                client.peeked = line;
            }
            case EXPECT_BYTES -> {
                flushAll();
                for (byte expected : step.bytes()) {
                    assertThat((byte) client.wire.read()).isEqualTo(expected);
                }
            }
            case EXPECT_CLOSE -> {
                flushAll();
                assertThat(client.peeked).isNull();
                assertThat(client.wire.read()).as("end of stream").isEqualTo(-1);
            }
        }
    }

    private Client connected(String name) {
        return new Client(name.equals("operator") ? stage.connectOperator() : stage.connect());
    }

    private void send(Client client, byte[] bytes) {
        if (timing == LeaseTiming.JOINED) {
            client.unsent.writeBytes(bytes);
            return;
        }
        for (byte octet : bytes) {
            client.wire.send(new byte[] {octet});
        }
    }

    private void flushAll() {
        clients.values().forEach(Player::flush);
    }

    private static void flush(Client client) {
        if (client.unsent.size() > 0) {
            client.wire.send(client.unsent.toByteArray());
            client.unsent.reset();
        }
    }

    private static String line(Client client) {
        String peeked = client.peeked;
        if (peeked != null) {
            client.peeked = null;
            return peeked;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = client.wire.read(); octet != '\n'; octet = client.wire.read()) {
            assertThat(octet).as("end of stream after \"%s\"", line).isNotEqualTo(-1);
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        assertThat(text).as("ends in CR LF").endsWith("\r");
        return text.substring(0, text.length() - 1);
    }

    private String filledIn(String text) {
        return Pattern.compile("\\{time:([a-z0-9]+)}")
                .matcher(text)
                .replaceAll(found -> times.getOrDefault(found.group(1), found.group()));
    }

    private void expect(String template, String line) {
        assertThat(matches(template, line))
                .as("expected \"%s\" but was \"%s\"", template, line)
                .isTrue();
    }

    /** Binds the names of times that are new, where the line matches. */
    private boolean matches(String template, String line) {
        StringBuilder regex = new StringBuilder();
        Map<String, String> groups = new LinkedHashMap<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int at = 0;
        while (placeholder.find()) {
            regex.append(Pattern.quote(template.substring(at, placeholder.start())));
            String name = placeholder.group(1);
            if (placeholder.group().endsWith("{any}")) {
                regex.append(placeholder.group().startsWith(" ") ? "(?: .*)?" : ".*");
            } else if (placeholder.group().equals("{n}")) {
                regex.append("\\d+");
            } else if (name == null) {
                regex.append(TIME);
            } else if (times.containsKey(name) || groups.containsKey(name)) {
                regex.append(Pattern.quote(times.getOrDefault(name, "")));
            } else {
                groups.put(name, "t" + groups.size());
                regex.append("(?<t")
                        .append(groups.size() - 1)
                        .append('>')
                        .append(TIME)
                        .append(')');
            }
            at = placeholder.end();
        }
        regex.append(Pattern.quote(template.substring(at)));
        Matcher matcher = Pattern.compile(regex.toString()).matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        groups.forEach((name, group) -> times.put(name, matcher.group(group)));
        return true;
    }
}
