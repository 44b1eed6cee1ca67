package parley.conformance.server;

import static parley.conformance.server.Person.TIME;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Looks at what must not come: each case waits for a while, and then asks something. */
final class QuietCases {
    private QuietCases() {}

    static Stream<TalkCase> all() {
        return Stream.of(
                TalkCase.of("quiet-blank-lines", "Answers", QuietCases::blankLines),
                TalkCase.of("quiet-pull", "Commands", QuietCases::pull),
                TalkCase.of("quiet-live-off", "Beyond the five", QuietCases::liveOff),
                TalkCase.of("quiet-telnet", "Telnet", QuietCases::telnet),
                TalkCase.of("quiet-after-downline", "Leaving", QuietCases::afterDownline));
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
