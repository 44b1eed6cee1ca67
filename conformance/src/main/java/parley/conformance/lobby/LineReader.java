package parley.conformance.lobby;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes lines of the bytes that a client sends, by the rules for a server. */
final class LineReader {
    static final int LONGEST = 4_096;
    static final int FLOOD = 65_536;

    /**
     * A line, or what was wrong with it.
     *
     * @param text in which bytes that are not UTF-8 show as U+FFFD
     */
    record Line(String text, Kind kind) {}

    /** What a line is good for. */
    enum Kind {
        GOOD,
        TOO_LONG,
        BADLY_ENCODED,
        FLOOD
    }

    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private byte last;
    private boolean endedByNul;

    List<Line> read(byte[] bytes, int count) {
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            boolean belongsToLast = bytes[at] == '\n' && endedByNul;
            endedByNul = bytes[at] == '\0' && last == '\r';
            last = bytes[at];
            if (belongsToLast) {
                continue;
            }
            if (bytes[at] == '\n' || endedByNul) {
                lines.add(finished());
            } else if (unfinished.size() < FLOOD) {
                unfinished.write(bytes[at]);
                if (unfinished.size() == FLOOD) {
                    lines.add(new Line(unfinished.toString(StandardCharsets.UTF_8), Kind.FLOOD));
                }
            }
        }
        return lines;
    }

    /** What stood before the end of the stream, which counts as a line. */
    List<Line> end() {
        return unfinished.size() == 0 ? List.of() : List.of(finished());
    }

    private Line finished() {
        byte[] bytes = unfinished.toByteArray();
        unfinished.reset();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (length > LONGEST) {
            return new Line(text, Kind.TOO_LONG);
        }
        boolean good = text.indexOf('\r') < 0 && text.indexOf('\0') < 0;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        } catch (CharacterCodingException malformed) {
            good = false;
        }
        return new Line(text, good ? Kind.GOOD : Kind.BADLY_ENCODED);
    }
}
