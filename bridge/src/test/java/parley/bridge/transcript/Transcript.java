package parley.bridge.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A conversation from {@code protocol/vectors}, in the form that the README there describes. */
record Transcript(String name, Map<String, String> options, List<Step> steps) {
    enum Verb {
        SEND_LINE,
        SEND_BYTES,
        SHUT_DOWN,
        EXPECT_LINE,
        EXPECT_LINES,
        EXPECT_BYTES,
        EXPECT_CLOSE
    }

    private static final Map<String, Verb> VERBS = Map.of(
            ">", Verb.SEND_LINE,
            ">>", Verb.SEND_BYTES,
            ">|", Verb.SHUT_DOWN,
            "<", Verb.EXPECT_LINE,
            "<*", Verb.EXPECT_LINES,
            "<<", Verb.EXPECT_BYTES,
            "<|", Verb.EXPECT_CLOSE);

    private static final Pattern QUOTED = Pattern.compile("(.*?)\"((?:[^\"\\\\]|\\\\.)*)\"(?: \\* (\\d+))?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9A-Fa-f]{2}|.)");

    /** @param text as it stands in the file, behind the verb and one space */
    record Step(int number, String actor, Verb verb, String text) {
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

    /** How many bytes clients send in it, about. */
    int bytes() {
        return steps.stream()
                .filter(step -> !step.isDirect())
                .mapToInt(step -> switch (step.verb()) {
                    case SEND_LINE -> step.text().length();
                    case SEND_BYTES -> step.bytes().length;
                    default -> 0;
                })
                .sum();
    }

    /** All transcripts, by name. */
    static List<Transcript> all() {
        Path vectors = Path.of("..", "protocol", "vectors");
        try (Stream<Path> files = Files.walk(vectors)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(Transcript::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Transcript read(Path file) {
        Map<String, String> options = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
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
                    throw new IllegalArgumentException(file + ":" + number + ": " + line);
                }
                steps.add(new Step(number, parts[0], verb, parts.length > 2 ? parts[2] : ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Transcript(String.valueOf(file.getFileName()), options, steps);
    }
}
