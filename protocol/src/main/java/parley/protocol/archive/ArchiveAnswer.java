package parley.protocol.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.protocol.MessageKind;
import parley.protocol.Payload;
import parley.protocol.SafeText;

/**
 * Answers an {@link ArchiveQuestion}; an archiver publishes it on the channel of the bridge that asked. {@code FOUND <request>
 * <archiver>}, a line with the times of all that was found, and three lines for each of the first of them: kind, sender and text. Or
 * {@code WORDLESS <request> <archiver>}, where there was nothing in the words to look for.
 *
 * @param request the question's
 * @param archiver id of whoever answers
 * @param found null where there was nothing to look for
 */
public record ArchiveAnswer(
        long request, String archiver, @Nullable Found found) {
    /** As many messages are found at the most. */
    public static final int MOST_MESSAGES = 20;

    /** About so many characters of messages go into one answer; the rest is asked for when it is wanted. */
    public static final int PIECE_CHARS = 48 * 1024;

    /** An answer in bytes: a piece, and what a single message may be longer. */
    public static final int MOST_BYTES = 512 * 1024;

    private static final String FOUND = "FOUND";
    private static final String WORDLESS = "WORDLESS";
    private static final int LINES_A_MESSAGE = 3;

    /**
     * What was found.
     *
     * @param times of all of it, microseconds, oldest first
     * @param messages the first of it, at least one where there is any; safe to show
     */
    public record Found(List<Long> times, List<Payload> messages) {
        /** Whether nothing is in it that contradicts the rest. */
        boolean isWhole() {
            return messages.size() <= times.size() && (times.isEmpty() || !messages.isEmpty());
        }
    }

    @Override
    public String toString() {
        String head = " " + request + " " + archiver;
        if (found == null) {
            return WORDLESS + head;
        }
        StringBuilder text = new StringBuilder(FOUND + head + "\n" + Times.format(found.times));
        for (Payload message : found.messages) {
            text.append('\n').append(message.kind().word());
            text.append('\n').append(message.sender());
            text.append('\n').append(message.text());
        }
        return text.toString();
    }

    /** Empty when it is no such answer, or not a whole one. What it holds is safe to show, whoever sent it. */
    public static Optional<ArchiveAnswer> parse(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            return Optional.empty();
        }
        String text = new String(payload, UTF_8);
        if (!text.startsWith(FOUND) && !text.startsWith(WORDLESS)) {
            return Optional.empty();
        }
        String[] lines = text.split("\n", 3 + MOST_MESSAGES * LINES_A_MESSAGE);
        String[] head = lines[0].split(" ", -1);
        if (head.length != 3) {
            return Optional.empty();
        }
        try {
            long request = Long.parseLong(head[1]);
            if (head[0].equals(WORDLESS) && lines.length == 1) {
                return Optional.of(new ArchiveAnswer(request, head[2], null));
            }
            if (!head[0].equals(FOUND) || lines.length % LINES_A_MESSAGE != 2) {
                return Optional.empty();
            }
            Found found = new Found(Times.parse(lines[1]), messages(lines));
            return found.isWhole() ? Optional.of(new ArchiveAnswer(request, head[2], found)) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static List<Payload> messages(String[] lines) {
        List<Payload> messages = new ArrayList<>();
        for (int at = 2; at < lines.length; at += LINES_A_MESSAGE) {
            messages.add(new Payload(
                    MessageKind.of(lines[at]),
                    SafeText.cleanForeign(lines[at + 1]),
                    SafeText.cleanForeign(lines[at + 2])));
        }
        return List.copyOf(messages);
    }
}
