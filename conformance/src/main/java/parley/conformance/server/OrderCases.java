package parley.conformance.server;

import static parley.conformance.server.Person.TIME;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.conformance.suite.Failure;

/** Looks at the order in which answers and messages come, where transcripts can't say it: in either order, and much at once. */
final class OrderCases {
    private static final int LINES = 1_000;
    private static final int MESSAGES = 15;
    private static final int QUESTIONS = 50;

    private OrderCases() {}

    /** All of them; what is sent at random has that seed. */
    static Stream<TalkCase> all(long seed) {
        return Stream.of(
                TalkCase.of("order-of-1000-lines", "Answers", talk -> order(talk, new Random(seed))),
                TalkCase.of("live-whole-answers", "Answers", OrderCases::wholeAnswers),
                TalkCase.of("live-own-message", "Answers", OrderCases::ownMessage),
                TalkCase.of("live-same-order", "What OK means", OrderCases::sameOrder));
    }

    /** Lines whose answers differ, many more than may wait for theirs. */
    private static void order(Talk talk, Random random) throws Exception {
        Person ann = talk.enter("ann");
        List<List<String>> kinds = List.of(
                List.of("ping", "OK pong"),
                List.of("nonsense", "ERR unknown-command.*"),
                List.of("history 0", "ERR usage.*"),
                List.of("live off", "OK"),
                List.of("mark", "OK " + TIME),
                List.of("pull", "OK 0"),
                List.of("to", "ERR usage.*"));
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

    /** What comes by itself comes between answers: their lines stand right before their OK. */
    private static void wholeAnswers(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        Person bob = talk.enter("bob");
        ann.say("live");
        ann.expect("OK");
        bob.send("pub hello\r\n".repeat(MESSAGES).getBytes(StandardCharsets.UTF_8));
        ann.send("users\r\nhistory 5\r\n".repeat(QUESTIONS).getBytes(StandardCharsets.UTF_8));
        int pushed = 0;
        for (int i = 0; i < 2 * QUESTIONS; i++) {
            List<String> lines = ann.answer();
            String status = lines.get(lines.size() - 1);
            String word = i % 2 == 0 ? "USER " : "LOBBY ";
            long before =
                    lines.stream().filter(line -> line.startsWith("LOBBY ")).count();
            if (!status.matches("OK \\d{1,4}")) {
                throw new Failure("OK <n>", status);
            }
            int count = Integer.parseInt(status.substring("OK ".length()));
            List<String> answer = lines.subList(Math.max(0, lines.size() - 1 - count), lines.size() - 1);
            if (answer.size() < count || !answer.stream().allMatch(line -> line.startsWith(word))) {
                throw new Failure(count + " lines " + word.strip() + " right before " + status, String.valueOf(lines));
            }
            pushed += (int) before - (i % 2 == 0 ? 0 : count);
        }
        for (; pushed < MESSAGES; pushed++) {
            ann.expect("LOBBY " + TIME + " " + bob.name() + ": hello");
        }
        ann.expectNothing();
        for (int i = 0; i < MESSAGES; i++) {
            bob.expect("OK " + TIME);
        }
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
}
