package parley.conformance.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A conversation from {@code protocol/vectors}, in the form that the README there describes.
 *
 * @param name the file's path there, without its ending
 * @param paragraph that it cites, such as {@code PROTOCOL.md §Lines}
 * @param options with which the server has to be started
 */
public record Transcript(String name, String paragraph, Map<String, String> options, List<Step> steps) {
    enum Verb {
        SEND_LINE(">"),
        SEND_BYTES(">>"),
        SHUT_DOWN(">|"),
        EXPECT_LINE("<"),
        EXPECT_LINES("<*"),
        EXPECT_BYTES("<<"),
        EXPECT_CLOSE("<|");

        private final String sign;

        Verb(String sign) {
            this.sign = sign;
        }

        /** As it stands in the file. */
        String sign() {
            return sign;
        }
    }

    private static final Map<String, Verb> VERBS =
            Arrays.stream(Verb.values()).collect(Collectors.toUnmodifiableMap(Verb::sign, Function.identity()));

    private static final Pattern QUOTED = Pattern.compile("(.*?)\"((?:[^\"\\\\]|\\\\.)*)\"(?: \\* (\\d+))?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9A-Fa-f]{2}|.)");

    /**
     * One line of it.
     *
     * @param text as it stands in the file, behind the verb and one space
     */
    public record Step(int number, String actor, Verb verb, String text) {
        boolean isDirect() {
            return actor.equals("direct");
        }

        /** What stands before the quotes. */
        String words() {
            return quoted().group(1).strip();
        }

        /** The bytes between the quotes, repeated as often as is said. */
        byte[] bytes() {
            Matcher quoted = quoted();
            byte[] once = unescape(quoted.group(2));
            int times = quoted.group(3) == null ? 1 : Integer.parseInt(quoted.group(3));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < times; i++) {
                all.writeBytes(once);
            }
            return all.toByteArray();
        }

        private Matcher quoted() {
            Matcher quoted = QUOTED.matcher(text);
            if (!quoted.matches()) {
                throw new IllegalArgumentException("line " + number + " has no quoted bytes: " + text);
            }
            return quoted;
        }

        private static byte[] unescape(String text) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Matcher escape = ESCAPE.matcher(text);
            int at = 0;
            while (escape.find()) {
                bytes.writeBytes(text.substring(at, escape.start()).getBytes(StandardCharsets.UTF_8));
                String code = escape.group(1);
                bytes.write(
                        switch (code.charAt(0)) {
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case '0' -> 0;
                            case 'x' -> Integer.parseInt(code.substring(1), 16);
                            default -> code.charAt(0);
                        });
                at = escape.end();
            }
            bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
            return bytes.toByteArray();
        }
    }

    /** The same with other steps. */
    Transcript with(List<Step> others) {
        return new Transcript(name, paragraph, options, others);
    }

    /** How many bytes clients send in it, about. */
    public int bytes() {
        return steps.stream()
                .filter(step -> !step.isDirect())
                .mapToInt(step -> switch (step.verb()) {
                    case SEND_LINE -> step.text().length();
                    case SEND_BYTES -> step.bytes().length;
                    default -> 0;
                })
                .sum();
    }

    /** Whether a client of Redis takes part. */
    public boolean needsRedis() {
        return steps.stream().anyMatch(Step::isDirect);
    }

    /** Whether the operator takes part. */
    public boolean needsOperator() {
        return steps.stream().anyMatch(step -> step.actor().equals("operator"));
    }

    /** Whether somebody is told in it who is online. */
    public boolean listsUsers() {
        return steps.stream()
                .anyMatch(step -> step.verb() == Verb.EXPECT_LINE && step.text().startsWith("USER "));
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where a line has no meaning
     */
    static Transcript read(String name, List<String> lines) {
        Map<String, String> options = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : lines) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(" ", 3);
            if (parts[0].equals("option")) {
                options.put(parts[1], parts[2]);
                continue;
            }
            Verb verb = VERBS.get(parts[1]);
            if (verb == null) {
                throw new IllegalArgumentException(name + ":" + number + ": " + line);
            }
            steps.add(new Step(number, parts[0], verb, parts.length > 2 ? parts[2] : ""));
        }
        String citation = lines.get(0).substring("# ".length());
        return new Transcript(name, citation.substring(0, citation.indexOf(": ")), options, steps);
    }

    /** The bytes in the form of the files. */
    static String quoted(byte[] bytes) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte each : bytes) {
            if (each >= ' ' && each < 0x7F) {
                quoted.append(each == '"' || each == '\\' ? "\\" : "").append((char) each);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", each));
            }
        }
        return quoted.append('"').toString();
    }
}
