package parley.conformance.server;

import static parley.conformance.server.Person.TIME;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.conformance.suite.Failure;

/** Looks at who has a name: one of two who want it, whoever comes with its token, and nobody while there is more to come of the last. */
final class NameCases {
    private static final String ONCE = "Losing nothing, sending nothing twice";
    private static final int MESSAGES = 20;
    private static final int PAUSE_MILLIS = 50;
    private static final int TRIES = 200;

    private NameCases() {}

    static Stream<TalkCase> all() {
        return Stream.of(
                TalkCase.of("login-at-once", "Login", NameCases::loginAtOnce),
                TalkCase.of("token-takes-over", ONCE, NameCases::takeOver),
                TalkCase.of("token-is-of-a-hold", ONCE, NameCases::isForgotten),
                TalkCase.of("reset-then-login", "Leaving", NameCases::resetThenLogin));
    }

    /** Of two who want one name at once, one has it. */
    private static void loginAtOnce(Talk talk) throws Exception {
        for (int i = 0; i < 5; i++) {
            String name = talk.freshName("eve");
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

    private static String token(Person person) throws Exception {
        person.say("token");
        return person.expect("OK ([A-Za-z0-9_-]{16,64})").group(1);
    }

    /** The old session is told, the new one goes on with its name, its token and its keys. */
    private static void takeOver(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        String token = token(ann);
        ann.say("once 1 hello");
        String time = ann.expect("OK (" + TIME + ")").group(1);
        Person again = talk.connect("again");

        again.say(ann.name() + " " + token);

        again.expect("OK Welcome back " + Pattern.quote(ann.name()) + "!.*");
        ann.expect("BYE replaced .*");
        ann.expectEnd();
        again.say("token");
        again.expect("OK " + Pattern.quote(token));
        again.say("once 1 hello");
        again.expect("OK " + time);
        again.say("users");
        List<String> users = again.answer();
        if (Collections.frequency(users, "USER " + ann.name()) != 1) {
            throw new Failure("USER " + ann.name() + ", once", String.valueOf(users));
        }
    }

    /** Where the name was free, the next who has it has another token, and the old one opens nothing. */
    private static void isForgotten(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        String old = token(ann);
        ann.say("downline");
        ann.expect("OK Thank you");
        ann.expectEnd();

        Person again = talk.connect("again");
        enter(again, ann.name() + " " + old, "OK Welcome " + Pattern.quote(ann.name()) + "!.*");
        if (token(again).equals(old)) {
            throw new Failure("another token than before the name was free", old);
        }
        Person third = talk.connect("third");
        third.say(ann.name() + " " + old);
        third.expect("ERR nick-taken .*");
        again.expectNothing();
    }

    /** The last session may still be ending. */
    private static void enter(Person person, String line, String welcome) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            person.say(line);
            String answer = person.line(welcome);
            if (answer.matches(welcome)) {
                return;
            }
            if (!answer.startsWith("ERR nick-taken")) {
                throw new Failure(welcome, answer);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new Failure(welcome, "nick-taken for " + TRIES * PAUSE_MILLIS / 1_000 + " s");
    }

    /** Whoever is welcomed sees all that the last session began; nothing of it comes later. */
    private static void resetThenLogin(Talk talk) throws Exception {
        for (int i = 0; i < 3; i++) {
            Person ann = talk.enter("ann");
            ann.say("mark");
            String start = ann.expect("OK (" + TIME + ")").group(1);
            StringBuilder lines = new StringBuilder();
            List<String> texts = new ArrayList<>();
            for (int number = 0; number < MESSAGES; number++) {
                texts.add("number " + number);
                lines.append("pub number ").append(number).append("\r\n");
            }
            ann.send(lines.toString().getBytes(StandardCharsets.UTF_8));
            ann.expect("OK " + TIME);
            ann.reset();

            Person again = talk.connect("again");
            enter(again, ann.name(), "OK Welcome " + Pattern.quote(ann.name()) + "!.*");
            again.say("since " + start);
            List<String> first = again.answer();
            List<String> said = first.subList(0, first.size() - 1).stream()
                    .map(line -> line.substring(line.indexOf(": ") + 2))
                    .toList();
            if (!said.equals(texts.subList(0, Math.min(said.size(), texts.size())))) {
                throw new Failure("the first of " + texts, String.valueOf(said));
            }
            again.expectNothing();
            again.say("since " + start);
            List<String> second = again.answer();
            if (!second.equals(first)) {
                throw new Failure("the same answer as before: " + first, String.valueOf(second));
            }
        }
    }
}
