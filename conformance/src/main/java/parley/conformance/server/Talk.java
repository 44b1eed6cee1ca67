package parley.conformance.server;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import parley.conformance.suite.Failure;
import parley.conformance.transcript.FreshNames;

/** Several connections to the server, of people with fresh names, and what was said on them. */
final class Talk implements Closeable {
    private static final int SHOWN = 60;

    private final Dialer dialer;
    private final FreshNames names;
    private final List<String> conversation = Collections.synchronizedList(new ArrayList<>());
    private final List<Person> people = new ArrayList<>();

    Talk(Dialer dialer, FreshNames names) {
        this.dialer = dialer;
        this.names = names;
    }

    /** Somebody who has just connected and was greeted. */
    Person connect(String beginning) throws IOException, Failure {
        Person person = new Person(names.name(beginning), dialer.dial(), conversation);
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

    /** A name that nobody has. */
    String freshName(String beginning) {
        return names.name(beginning);
    }

    String conversation() {
        int from = Math.max(0, conversation.size() - SHOWN);
        return String.join("\n", conversation.subList(from, conversation.size()));
    }

    @Override
    public void close() throws IOException {
        for (Person person : people) {
            person.close();
        }
    }
}
