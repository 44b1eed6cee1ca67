package parley.protocol.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the archivers for messages; a bridge publishes it for all of them. Two lines: {@code SEARCH <request> <bridge> <millis> <after>}
 * and the words, or {@code READ <request> <bridge> <millis> <archiver>} and the times of messages.
 *
 * @param request unique among the requests of the bridge that asks
 * @param bridge id of that bridge, on whose channel it is answered
 * @param time how long an answer is waited for
 */
public record ArchiveQuestion(long request, String bridge, Duration time, Asked asked) {
    /** A question in bytes; the longest line that a client may send makes less. */
    public static final int MOST_BYTES = 128 * 1024;

    /** Longer than this nobody waits. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** What is asked for. */
    public sealed interface Asked {}

    /**
     * The newest {@link ArchiveAnswer#MOST_MESSAGES} messages that hold all of these words.
     *
     * @param after the time of a message that is looked for too, if it is archived soon enough; microseconds
     * @param words without a line break
     */
    public record Words(long after, String words) implements Asked {
        /** Letters that only make a word longer, such as the tatweel. */
        private static final Set<Integer> LENGTHENING = Set.of(0x640, 0x7FA, 0x883, 0x884, 0x885);

        /**
         * Whether there is surely nothing in it to look for: no letter, mark or number, and no symbol that is not ASCII. What this
         * Java's tables don't know counts as something; an archiver, whose tables are younger, may still tell otherwise.
         *
         * @param text a client's, safe to show
         */
        public static boolean isWordless(String text) {
            return text.codePoints().noneMatch(Words::holdsWhatIsLookedFor);
        }

        /** One by one, as the first letter decides and a line may be long. */
        private static boolean holdsWhatIsLookedFor(int codePoint) {
            return Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                    .codePoints()
                    .anyMatch(Words::isLookedFor);
        }

        private static boolean isLookedFor(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.CONNECTOR_PUNCTUATION,
                        Character.DASH_PUNCTUATION,
                        Character.START_PUNCTUATION,
                        Character.END_PUNCTUATION,
                        Character.INITIAL_QUOTE_PUNCTUATION,
                        Character.FINAL_QUOTE_PUNCTUATION,
                        Character.OTHER_PUNCTUATION,
                        Character.ENCLOSING_MARK -> false;
                case Character.CURRENCY_SYMBOL, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL -> codePoint >= 0x80;
                default -> !LENGTHENING.contains(codePoint);
            };
        }
    }

    /**
     * The messages of these times, which that archiver named.
     *
     * @param archiver its id; others have nothing to say
     * @param times microseconds, oldest first
     */
    public record Messages(String archiver, List<Long> times) implements Asked {}

    @Override
    public String toString() {
        String tail = " " + request + " " + bridge + " " + time.toMillis() + " ";
        if (asked instanceof Messages messages) {
            return "READ" + tail + messages.archiver + "\n" + Times.format(messages.times);
        }
        Words looked = (Words) asked;
        return "SEARCH" + tail + looked.after + "\n" + looked.words;
    }

    /** Empty when it is no such question. */
    public static Optional<ArchiveQuestion> parse(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            return Optional.empty();
        }
        String[] lines = new String(payload, UTF_8).split("\n", -1);
        String[] head = lines[0].split(" ", -1);
        if (lines.length != 2 || head.length != 5) {
            return Optional.empty();
        }
        try {
            Duration time = Duration.ofMillis(Long.parseLong(head[3]));
            Asked asked = asked(head[0], head[4], lines[1]);
            if (asked == null || time.isNegative() || time.compareTo(LONGEST) > 0) {
                return Optional.empty();
            }
            return Optional.of(new ArchiveQuestion(Long.parseLong(head[1]), head[2], time, asked));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static @Nullable Asked asked(String verb, String argument, String line) {
        return switch (verb) {
            case "SEARCH" -> new Words(Long.parseLong(argument), line);
            case "READ" -> new Messages(argument, Times.parse(line));
            default -> null;
        };
    }
}
