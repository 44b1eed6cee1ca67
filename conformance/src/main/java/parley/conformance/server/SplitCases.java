package parley.conformance.server;

import static parley.conformance.server.Person.TIME;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sends each kind of line in two packets, cut at every place. */
final class SplitCases {
    private static final int LONGEST = 4_096;

    /**
     * A line, with its end.
     *
     * @param body the pattern of lines that its answer may hold
     * @param status the pattern of its status line
     */
    private record Kind(String line, String body, String status) {
        Kind(String line, String status) {
            this(line, "", status);
        }

        byte[] bytes() {
            return line.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What costs others nothing, and so may be sent as often as there are places to cut it. */
    private static final List<Kind> COMMANDS = List.of(
            new Kind("ping\n", "OK pong"),
            new Kind("PING\r\n", "OK pong"),
            new Kind("ping\r\0", "OK pong"),
            new Kind("ping\r\0\n", "OK pong"),
            new Kind("\r\n \t\r\n  ping \u3000\r\n", "OK pong"),
            new Kind("ping pong\r\n", "ERR usage.*"),
            new Kind("pull\r\n", "OK 0"),
            new Kind("users\r\n", "USER .+", "OK \\d+"),
            new Kind("help ping\r\n", "HELP .+", "OK.*"),
            new Kind("live on\r\n", "OK.*"),
            new Kind("live off\r\n", "OK.*"),
            new Kind("mark\r\n", "OK " + TIME),
            new Kind("since 2999-01-01T00:00:00.000000Z\r\n", "OK 0"),
            new Kind("history 1\r\n", "(LOBBY|NOTICE) " + TIME + " .*", "OK [01]"),
            new Kind("history 0\r\n", "ERR usage.*"),
            new Kind("token\r\n", "OK [A-Za-z0-9_-]{16,64}"),
            new Kind("search\r\n", "ERR usage.*"),
            new Kind("pub\r\n", "ERR usage.*"),
            new Kind("once key\r\n", "ERR usage.*"),
            new Kind("to\r\n", "ERR usage.*"),
            new Kind("downline now\r\n", "ERR usage.*"),
            new Kind("h\u00e9lp \u4f60\u597d \ud83d\ude80\r\n", "ERR unknown-command.*"));

    private SplitCases() {}

    static Stream<TalkCase> all() {
        return Stream.of(
                TalkCase.of("split-commands", "Commands", SplitCases::commands),
                TalkCase.of("split-bad-lines", "Lines", SplitCases::badLines),
                TalkCase.of("split-long-lines", "Lines", SplitCases::longLines),
                TalkCase.of("split-telnet", "Telnet", SplitCases::telnet),
                TalkCase.of("split-telnet-options", "Telnet", SplitCases::telnetOptions),
                TalkCase.of("split-login", "Login", SplitCases::login),
                TalkCase.of("split-refused-login", "Login", SplitCases::refusedLogin),
                TalkCase.of("split-pub", "Commands", SplitCases::pub),
                TalkCase.of("split-once", "Losing nothing, sending nothing twice", SplitCases::once),
                TalkCase.of("split-to", "Commands", SplitCases::to),
                TalkCase.of("split-to-next-line", "Commands", SplitCases::toNextLine),
                TalkCase.of("split-search", "Beyond the five", SplitCases::search));
    }

    private static void everywhere(Person person, byte[] bytes, String status) throws Exception {
        for (int at = 1; at < bytes.length; at++) {
            person.sendSplit(bytes, at);
            person.expect(status);
        }
    }

    /** How often it was sent. */
    private static int everywhere(Person person, Kind kind) throws Exception {
        byte[] bytes = kind.bytes();
        for (int at = 1; at < bytes.length; at++) {
            person.sendSplit(bytes, at);
            person.expectAnswer(kind.body(), kind.status());
        }
        return bytes.length - 1;
    }

    private static void commands(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        for (Kind kind : COMMANDS) {
            everywhere(ann, kind);
        }
        ann.expectNothing();
    }

    private static void badLines(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        for (String line : new String[] {"p\u00ffing\r\n", "\u00c3(\r\n", "\u00e4\u00bd\n", "pi\rng\r\n", "pi\0ng\n"}) {
            everywhere(ann, line.getBytes(StandardCharsets.ISO_8859_1), "ERR bad-encoding.*");
        }
        ann.expectNothing();
    }

    /** As long as a line may be, and a byte more; cut where it begins, and around its end. */
    private static void longLines(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        for (String end : List.of("\n", "\r\n", "\r\0", "\r\0\n")) {
            for (int length : new int[] {LONGEST, LONGEST + 1}) {
                byte[] line = ("ping" + " ".repeat(length - "ping".length()) + end).getBytes(StandardCharsets.UTF_8);
                String status = length == LONGEST ? "OK pong" : "ERR line-too-long.*";
                List<Integer> places = new ArrayList<>(List.of(1, 4, 5, LONGEST / 2));
                for (int at = LONGEST - 1; at < line.length; at++) {
                    places.add(at);
                }
                for (int at : places) {
                    ann.sendSplit(line, at);
                    ann.expect(status);
                }
            }
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

    /** Each option is refused the first time, so that each cut has one of its own: DO by WONT, WILL by DONT. */
    private static void telnetOptions(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        int option = 1;
        for (int[] pair : new int[][] {{253, 252}, {251, 254}}) {
            for (int at = 1; at < 3; at++) {
                ann.sendSplit(new byte[] {(byte) 255, (byte) pair[0], (byte) option}, at);
                ann.expectBytes(255, pair[1], option);
                option++;
            }
        }
        ann.expectNothing();
    }

    private static void login(Talk talk) throws Exception {
        String name = "\u00e9\u4f60";
        int length = (name + "\r\n").getBytes(StandardCharsets.UTF_8).length;
        byte[] downline = "downline\r\n".getBytes(StandardCharsets.UTF_8);
        for (int at = 1; at < downline.length; at++) {
            Person ann = talk.connect("ann");
            byte[] line = (name + ann.name() + "\r\n").getBytes(StandardCharsets.UTF_8);
            int within = 1 + at % (length - 1);
            ann.sendSplit(line, within < length - 2 ? within : line.length - length + within);
            ann.expect("OK Welcome " + name + ann.name() + "!.*");
            ann.sendSplit(downline, at);
            ann.expect("OK Thank you");
            ann.expectEnd();
        }
    }

    private static void refusedLogin(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        Person bob = talk.connect("bob");
        for (Kind kind : List.of(
                new Kind(" \u3000\r\n", "ERR nick-blank.*"),
                new Kind("\u00e9!\r\n", "ERR nick-invalid.*"),
                new Kind(bob.name() + " token\r\n", "ERR nick-invalid.*"),
                new Kind("downline\r\n", "ERR nick-reserved.*"),
                new Kind(ann.name() + "\r\n", "ERR nick-taken.*"),
                new Kind(ann.name() + " 0123456789abcdef\r\n", "ERR nick-taken.*"))) {
            everywhere(bob, kind);
        }
        bob.say(bob.name());
        bob.expect("OK Welcome " + bob.name() + "!.*");
        ann.expectNothing();
    }

    // Each cut of these is a message, so the lines are short.

    private static void pub(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        int count = everywhere(ann, new Kind("pub \u00e9\u4f60\r\n", "OK " + TIME));
        given(ann, count, "LOBBY " + TIME + " " + ann.name() + ": \u00e9\u4f60");
    }

    private static void once(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        int length = new Kind("once a \u4f60\r\n", "").bytes().length;
        for (int at = 1; at < length; at++) {
            char key = (char) ('a' + at);
            ann.sendSplit(new Kind("once " + key + " \u4f60\r\n", "").bytes(), at);
            ann.expect("OK " + TIME);
        }
        given(ann, length - 1, "LOBBY " + TIME + " " + ann.name() + ": \u4f60");
    }

    private static void to(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        Person bob = talk.enter("bob");
        int count = everywhere(bob, new Kind("to " + ann.name() + " \u4f60\r\n", "OK.*"));
        given(ann, count, "WHISPER " + TIME + " " + bob.name() + ": \u4f60");
    }

    private static void toNextLine(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        Person bob = talk.enter("bob");
        byte[] two = ("to " + ann.name() + "\n\u00e9\n").getBytes(StandardCharsets.UTF_8);
        for (int at = 1; at < two.length; at++) {
            bob.sendSplit(two, at);
            bob.expect("OK.*");
            bob.expect("OK.*");
        }
        given(ann, two.length - 1, "WHISPER " + TIME + " " + bob.name() + ": \u00e9");
    }

    private static void search(Talk talk) throws Exception {
        Person ann = talk.enter("ann");
        String found = "(LOBBY|NOTICE) " + TIME + " .*";
        everywhere(ann, new Kind("search \u4f60\r\n", found, "OK \\d+|ERR unavailable.*"));
        given(ann, 0, "nothing");
    }

    private static void given(Person person, int count, String pattern) throws Exception {
        person.say("pull");
        for (int i = 0; i < count; i++) {
            person.expect(pattern);
        }
        person.expect("OK " + count);
    }
}
