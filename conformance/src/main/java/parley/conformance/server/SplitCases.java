package parley.conformance.server;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import parley.conformance.server.Talk.Person;
import parley.conformance.suite.Case;

/** Sends each kind of line in two packets, cut at every place. */
final class SplitCases {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    /** What is sent, and the pattern of its answer: of each kind of line that costs nothing. */
    private static final Map<String, String> LINES = lines();

    private final TalkCases cases;

    SplitCases(TalkCases cases) {
        this.cases = cases;
    }

    private static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("ping\n", "OK pong");
        lines.put("PING\r\n", "OK pong");
        lines.put("ping\r\0", "OK pong");
        lines.put("ping\r\0\n", "OK pong");
        lines.put("\r\n \t\r\nping \u3000\r\n", "OK pong");
        lines.put("live off\r\n", "OK");
        lines.put("pull\r\n", "OK 0");
        lines.put("mark\r\n", "OK " + TIME);
        lines.put("since 2999-01-01T00:00:00.000000Z\r\n", "OK 0");
        lines.put("history 0\r\n", "ERR usage.*");
        lines.put("h\u00e9lp \u4f60\u597d \ud83d\ude80\r\n", "ERR unknown-command.*");
        return lines;
    }

    Stream<Case> all() {
        return Stream.of(
                cases.one("split-lines", "Lines", SplitCases::lines),
                cases.one("split-bad-lines", "Lines", SplitCases::badLines),
                cases.one("split-telnet", "Telnet", SplitCases::telnet),
                cases.one("split-login", "Login", SplitCases::login),
                cases.one("split-messages", "Commands", SplitCases::messages));
    }

    private static void lines(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        for (Map.Entry<String, String> line : LINES.entrySet()) {
            everywhere(ann, line.getKey().getBytes(StandardCharsets.UTF_8), line.getValue());
        }
        ann.expectNothing();
    }

    private static void everywhere(Person person, byte[] bytes, String pattern) throws Exception {
        for (int at = 1; at < bytes.length; at++) {
            person.sendSplit(bytes, at);
            person.expect(pattern);
        }
    }

    private static void badLines(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        for (String line : new String[] {"p\u00ffing\r\n", "\u00c3(\r\n", "\u00e4\u00bd\n", "pi\rng\r\n", "pi\0ng\n"}) {
            everywhere(ann, line.getBytes(StandardCharsets.ISO_8859_1), "ERR bad-encoding.*");
        }
        ann.expectNothing();
    }

    /** Sequences that are answered by nothing, within a line. */
    private static void telnet(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        everywhere(ann, "pi\u00ff\u00fe\u0001ng\r\n".getBytes(StandardCharsets.ISO_8859_1), "OK pong");
        everywhere(
                ann, "pi\u00ff\u00fa\u0018\u0001\n\u00ff\u00f0ng\r\n".getBytes(StandardCharsets.ISO_8859_1), "OK pong");
        everywhere(ann, "\u00ff\u00f1ping\u00ff\u00f1\r\n".getBytes(StandardCharsets.ISO_8859_1), "OK pong");
        everywhere(ann, "pi\u00ff\u00ffng\r\n".getBytes(StandardCharsets.ISO_8859_1), "ERR bad-encoding.*");
        ann.expectNothing();
    }

    private static void login(Talk talk) throws Exception {
        String name = "\u00e9\u4f60";
        int length = (name + "\r\n").getBytes(StandardCharsets.UTF_8).length;
        for (int at = 1; at < length; at++) {
            Person ann = talk.connect("ann");
            byte[] line = (name + ann.name() + "\r\n").getBytes(StandardCharsets.UTF_8);
            ann.sendSplit(line, at < length - 2 ? at : line.length - length + at);
            ann.expect("OK Welcome " + name + ann.name() + "!.*");
            ann.say("downline");
            ann.expect("OK Thank you");
        }
    }

    /** Each cut is a message, so there are few. */
    private static void messages(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        everywhere(ann, "pub \u00e9\u4f60\r\n".getBytes(StandardCharsets.UTF_8), "OK " + TIME);
        ann.say("pull");
        for (int at = 1; at < 11; at++) {
            ann.expect("LOBBY " + TIME + " " + ann.name() + ": \u00e9\u4f60");
        }
        ann.expect("OK 10");
        Person bob = talk.enter("bob");
        byte[] two = ("to " + ann.name() + "\n\u00e9\n").getBytes(StandardCharsets.UTF_8);
        for (int at = 1; at < two.length; at++) {
            bob.sendSplit(two, at);
            bob.expect("OK");
            bob.expect("OK");
        }
        ann.say("pull");
        for (int at = 1; at < two.length; at++) {
            ann.expect("WHISPER " + TIME + " " + bob.name() + ": \u00e9");
        }
        ann.expect("OK " + (two.length - 1));
    }
}
