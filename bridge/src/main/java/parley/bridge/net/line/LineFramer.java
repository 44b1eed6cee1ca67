package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.session.Line;
import parley.bridge.limits.Limits;

/**
 * Cuts a stream of bytes into lines. A line ends in LF, CR LF or CR NUL (an LF right after that belongs to it). One per
 * connection, on its event loop; holds memory only while a line is under way.
 */
final class LineFramer {
    private static final byte[] NONE = {};
    private static final char REPLACEMENT = '\uFFFD';

    private final int maxLine;
    private byte[] line = NONE;
    private int length;
    private int taken;
    private boolean afterCr;
    private boolean afterCrNul;
    private boolean malformed;

    /** @param maxLine bytes a line may hold, its end not counted */
    LineFramer(int maxLine) {
        this.maxLine = maxLine;
    }

    /** Takes the next byte (0 to 255); returns the line that it completes or breaks, else null. */
    @Nullable
    Line accept(int octet) {
        taken++;
        if (afterCrNul) {
            afterCrNul = false;
            if (octet == '\n') {
                taken = 0;
                return null;
            }
        }
        if (afterCr) {
            afterCr = false;
            if (octet == '\n' || octet == 0) {
                afterCrNul = octet == 0;
                return complete();
            }
            malformed = true;
        }
        if (octet == '\n') {
            return complete();
        }
        if (octet == '\r') {
            afterCr = true;
            return taken > Limits.FLOOD_BYTES ? Line.FLOOD : null; // it may belong to the end
        }
        malformed |= octet == 0;
        return add(octet);
    }

    /** Whether a line's end may be under way, so that the next byte has a meaning of its own. */
    boolean isBetween() {
        return afterCr || afterCrNul;
    }

    /**
     * Takes the next bytes at once, none of which ends a line or breaks it; not while {@link #isBetween}.
     *
     * @param count how many at the most; beyond what the line may hold, they come one by one
     * @return the line that they break, else null
     */
    @Nullable
    Line accept(ByteBuf bytes, int count) {
        boolean fits = length < maxLine;
        int taking = Math.min(count, Limits.FLOOD_BYTES - 1 - taken);
        if (fits) {
            taking = Math.min(taking, maxLine - length);
        }
        if (taking <= 0 || length == maxLine) {
            return accept(bytes.readUnsignedByte());
        }
        if (fits) {
            ensureRoom(length + taking);
            bytes.readBytes(line, length, taking);
        } else {
            bytes.skipBytes(taking);
        }
        taken += taking;
        length += taking;
        return null;
    }

    /** Takes a byte that is in no line, so that bytes without a line's end stay bounded; returns the flood it may be. */
    @Nullable
    Line skip() {
        taken++;
        return flood();
    }

    /** The input has ended: returns what counts as the last line, else null. */
    @Nullable
    Line end() {
        return length > 0 || malformed ? complete() : null;
    }

    private @Nullable Line add(int octet) {
        length++;
        if (length > maxLine) {
            line = NONE;
            Line broken = flood();
            return broken == null && length == maxLine + 1 ? Line.TOO_LONG : broken;
        }
        ensureRoom(length);
        line[length - 1] = (byte) octet;
        return flood();
    }

    private void ensureRoom(int bytes) {
        if (bytes > line.length) {
            line = Arrays.copyOf(line, Math.min(maxLine, Math.max(bytes, Math.max(64, 2 * line.length))));
        }
    }

    private @Nullable Line flood() {
        return taken >= Limits.FLOOD_BYTES ? Line.FLOOD : null;
    }

    private @Nullable Line complete() {
        boolean wasTooLong = length > maxLine;
        Line complete = wasTooLong ? null : malformed ? Line.BAD_ENCODING : decode();
        line = NONE;
        length = 0;
        taken = 0;
        malformed = false;
        return complete;
    }

    private Line decode() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
            } catch (CharacterCodingException malformedText) {
                return Line.BAD_ENCODING;
            }
        }
        return Line.of(text);
    }
}
