package parley.bridge.net.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.session.Line;
import parley.bridge.limits.Limits;

/**
 * Makes a line of each text message, whose bytes come one by one. One per connection, on its event loop; holds memory only while a
 * message is under way, and no more than a line may have.
 */
final class MessageFramer {
    private static final byte[] NONE = {};

    private final int maxLine;
    private byte[] line = NONE;
    private int length;
    private int taken;
    /** Whether it holds what no line may. */
    private boolean malformed;

    private Utf8Check utf8 = new Utf8Check();
    private boolean invalid;

    /** @param maxLine bytes a message may hold */
    MessageFramer(int maxLine) {
        this.maxLine = maxLine;
    }

    /** Takes the next byte (0 to 255); returns the line that it breaks, else null. */
    @Nullable
    Line accept(int octet) {
        invalid |= !utf8.accept(octet);
        malformed |= octet == '\n' || octet == '\r' || octet == 0;
        length++;
        if (length <= maxLine) {
            ensureRoom();
            line[length - 1] = (byte) octet;
        } else {
            line = NONE;
        }
        Line flood = count();
        return flood == null && length == maxLine + 1 ? Line.TOO_LONG : flood;
    }

    /** Counts a fragment without a byte as one, so that a message without an end stays bounded; returns the flood it may be. */
    @Nullable
    Line countEmpty() {
        return count();
    }

    private @Nullable Line count() {
        taken++;
        return taken >= Limits.FLOOD_BYTES ? Line.FLOOD : null;
    }

    /** Whether what was taken is no UTF-8. */
    boolean isInvalid() {
        return invalid;
    }

    /** The message has ended: returns its line; null where it was broken before, or {@link #isInvalid}. */
    @Nullable
    Line end() {
        invalid |= !utf8.isComplete();
        boolean broken = invalid || length > maxLine;
        Line complete = broken
                ? null
                : malformed ? Line.BAD_ENCODING : Line.of(new String(line, 0, length, StandardCharsets.UTF_8));
        line = NONE;
        length = 0;
        taken = 0;
        malformed = false;
        utf8 = new Utf8Check();
        return complete;
    }

    private void ensureRoom() {
        if (length > line.length) {
            line = Arrays.copyOf(line, Math.min(maxLine, Math.max(64, 2 * line.length)));
        }
    }
}
