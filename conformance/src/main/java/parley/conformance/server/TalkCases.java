package parley.conformance.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.conformance.suite.Case;
import parley.conformance.suite.Failure;
import parley.conformance.transcript.FreshNames;

/** Looks at what transcripts can't say: what comes in either order, or not at all, and much at once. */
final class TalkCases {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
    private static final int LINES = 1_000;

    /** What is said, and looked at. */
    interface Act {
        void play(Talk talk) throws Exception;
    }

    private final Dialer dialer;
    private final FreshNames names;
    private final long seed;

    TalkCases(Dialer dialer, FreshNames names, long seed) {
        this.dialer = dialer;
        this.names = names;
        this.seed = seed;
    }

    Stream<Case> all() {
        return Stream.of(
                one("order-of-1000-lines", "Answers", this::order),
                one("live-own-message", "Answers", TalkCases::ownMessage),
                one("live-same-order", "What OK means", TalkCases::sameOrder),
                one("login-at-once", "Login", this::loginAtOnce),
                one("quiet-blank-lines", "Answers", TalkCases::blankLines),
                one("quiet-pull", "Commands", TalkCases::pull),
                one("quiet-live-off", "Beyond the five", TalkCases::liveOff),
                one("quiet-telnet", "Telnet", TalkCases::telnet),
                one("quiet-after-downline", "Leaving", TalkCases::afterDownline));
    }

    Case one(String name, String section, Act act) {
        return new Case(name, "PROTOCOL.md §" + section, false, () -> {
            try (Talk talk = new Talk(dialer, names)) {
                try {
                    act.play(talk);
                } catch (Failure failure) {
                    throw failure.after(talk.conversation());
                }
            }
        });
    }

    /** Lines whose answers differ, many more than may wait for theirs. */
    private void order(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        List<List<String>> kinds = List.of(
                List.of("ping", "OK pong"),
                List.of("nonsense", "ERR unknown-command.*"),
                List.of("history 0", "ERR usage.*"),
                List.of("live off", "OK"),
                List.of("mark", "OK " + TIME),
                List.of("pull", "OK 0"),
                List.of("to", "ERR usage.*"));
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            List<String> kind = kinds.get(random.nextInt(kinds.size()));
            lines.append(kind.get(0)).append("\r\n");
            expected.add(kind.get(1));
        }
        Thread sender = new Thread(() -> {
            try {
                ann.send(lines.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException gone) {
                // Its answers are missed below.
            }
        });
        sender.start();
        for (String pattern : expected) {
            ann.expect(pattern);
        }
        sender.join(TimeUnit.SECONDS.toMillis(10));
    }

    /** One's own message comes before or after its OK, with its time. */
    private static void ownMessage(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        ann.say("live");
        ann.expect("OK");
        for (int i = 0; i < 5; i++) {
            ann.say("pub number " + i);
            String message = "LOBBY (" + TIME + ") " + ann.name() + ": number " + i;
            String first = ann.line("the answer and the message, in either order");
            String second = ann.line("the answer and the message, in either order");
            String answer = first.startsWith("OK") ? first : second;
            String said = first.startsWith("OK") ? second : first;
            Matcher matcher = Pattern.compile(message).matcher(said);
            if (!matcher.matches() || !answer.equals("OK " + matcher.group(1))) {
                throw new Failure("OK <time> and " + message + ", with the same time", first + " and " + second);
            }
        }
    }

    /** Whoever is live sees all in one order, by growing times. */
    private static void sameOrder(Talk talk) throws Exception {
        List<Person> readers = List.of(talk.enter("ann"), talk.enter("bob"));
        List<Person> writers = List.of(talk.enter("cid"), talk.enter("dan"), talk.enter("eva"));
        for (Person reader : readers) {
            reader.say("live");
            reader.expect("OK");
        }
        for (int i = 0; i < 6; i++) {
            for (Person writer : writers) {
                writer.say("pub " + writer.name() + " " + i);
            }
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6 * writers.size(); i++) {
            order.add(readers.get(0).expect("LOBBY " + TIME + " \\S+: \\S+ \\d").group());
        }
        for (String line : order) {
            readers.get(1).expect(Pattern.quote(line));
        }
        for (int i = 1; i < order.size(); i++) {
            String before = order.get(i - 1).split(" ")[1];
            String time = order.get(i).split(" ")[1];
            if (before.compareTo(time) >= 0) {
                throw new Failure("a time later than " + before, time);
            }
        }
        for (Person writer : writers) {
            for (int i = 0; i < 6; i++) {
                writer.expect("OK " + TIME);
            }
        }
    }

    /** Of two who want one name at once, one has it. */
    private void loginAtOnce(Talk talk) throws Exception {
        for (int i = 0; i < 5; i++) {
            String name = names.name("eve");
            Person one = talk.connect("ann");
            Person other = talk.connect("bob");
            one.say(name);
            other.say(name);
            List<String> answers =
                    List.of(one.line("a welcome, or nick-taken"), other.line("a welcome, or nick-taken"));
            long welcomed = answers.stream()
                    .filter(each -> each.startsWith("OK Welcome " + name + "!"))
                    .count();
            long refused = answers.stream()
                    .filter(each -> each.startsWith("ERR nick-taken"))
                    .count();
            if (welcomed != 1 || refused != 1) {
                throw new Failure("one welcome and one nick-taken", String.valueOf(answers));
            }
        }
    }

    private static void blankLines(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        ann.send("\r\n\n   \r\n\t\n\r\0\u3000\r\n".getBytes(StandardCharsets.UTF_8));
        ann.expectNothing();
    }

    private static void pull(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        Person bob = talk.enter("bob");
        bob.say("pub hello");
        bob.expect("OK " + TIME);
        bob.say("to " + ann.name() + " psst");
        bob.expect("OK");
        ann.expectNothing();
        ann.say("pull");
        ann.expect("LOBBY " + TIME + " " + bob.name() + ": hello");
        ann.expect("WHISPER " + TIME + " " + bob.name() + ": psst");
        ann.expect("OK 2");
    }

    private static void liveOff(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        Person bob = talk.enter("bob");
        ann.say("live");
        ann.expect("OK");
        ann.say("live off");
        ann.expect("OK");
        bob.say("pub hello");
        bob.expect("OK " + TIME);
        ann.expectNothing();
        ann.say("live on");
        ann.expect("LOBBY " + TIME + " " + bob.name() + ": hello");
        ann.expect("OK");
    }

    /** What is refused once is not refused again, and DONT, WONT and subnegotiations are answered by nothing. */
    private static void telnet(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        ann.send(new byte[] {
            (byte) 255,
            (byte) 254,
            1,
            (byte) 255,
            (byte) 252,
            3,
            (byte) 255,
            (byte) 250,
            24,
            1,
            (byte) 255,
            (byte) 240,
            (byte) 255,
            (byte) 241
        });
        ann.expectNothing();
    }

    /** Lines after the session's end get no answer. */
    private static void afterDownline(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        ann.send("downline\r\nping\r\nping\r\n".getBytes(StandardCharsets.UTF_8));
        ann.expect("OK Thank you");
        ann.expectEnd();
    }
}
