package parley.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * The time that is a message's id, as a {@code long}: microseconds since 1970-01-01T00:00:00Z, by Redis's clock for what came
 * through a bridge, by the receiver's for a direct client's message.
 *
 * <p>On the line wire it is an RFC 3339 instant in UTC with exactly six digits; in the stream the id {@code <ms>-<rest>}, where
 * rest is the microseconds within the millisecond.
 */
public final class MessageTime {
    private static final int LENGTH = "2026-11-23T10:01:02.345678Z".length();
    private static final int MICROS_PER_SECOND = 1_000_000;

    /** The second that was asked for last: messages come many a second. */
    private record Second(long second, String date) {}

    private static volatile Second latest = new Second(0, date(0));

    private MessageTime() {}

    /** For example {@code 2026-11-23T10:01:02.345678Z}. */
    public static String format(long micros) {
        long second = Math.floorDiv(micros, MICROS_PER_SECOND);
        Second known = latest;
        if (known.second != second) {
            known = new Second(second, date(second));
            latest = known;
        }
        StringBuilder out = new StringBuilder(LENGTH).append(known.date).append('.');
        return digits(out, Math.floorMod(micros, MICROS_PER_SECOND), 6)
                .append('Z')
                .toString();
    }

    private static String date(long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(LENGTH);
        digits(out, time.getYear(), 4).append('-');
        digits(out, time.getMonthValue(), 2).append('-');
        digits(out, time.getDayOfMonth(), 2).append('T');
        digits(out, time.getHour(), 2).append(':');
        digits(out, time.getMinute(), 2).append(':');
        return digits(out, time.getSecond(), 2).toString();
    }

    /** Reads exactly the form that {@link #format} writes; empty for anything else. */
    public static OptionalLong parse(String text) {
        if (text.length() != LENGTH) {
            return OptionalLong.empty();
        }
        try {
            long micros = ofInstant(Instant.parse(text));
            return format(micros).equals(text) ? OptionalLong.of(micros) : OptionalLong.empty();
        } catch (DateTimeException malformed) {
            return OptionalLong.empty();
        }
    }

    /** What is finer than a microsecond is cut off. */
    public static long ofInstant(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), (long) MICROS_PER_SECOND), instant.getNano() / 1_000);
    }

    /** {@code <ms>-<rest>}; times before 1970, which no stream holds, become {@code 0-0}. */
    public static String toStreamId(long micros) {
        long time = Math.max(0, micros);
        return time / 1_000 + "-" + time % 1_000;
    }

    /**
     * The inverse of {@link #toStreamId}.
     *
     * @throws IllegalArgumentException when it is not such an id
     */
    public static long fromStreamId(String id) {
        int dash = id.indexOf('-');
        try {
            long millis = Long.parseLong(id.substring(0, Math.max(0, dash)));
            long micros = Math.addExact(Math.multiplyExact(millis, 1_000L), Long.parseLong(id.substring(dash + 1)));
            if (toStreamId(micros).equals(id)) {
                return micros;
            }
        } catch (NumberFormatException | ArithmeticException malformed) {
            throw new IllegalArgumentException("not a stream id of Parley's: " + id, malformed);
        }
        throw new IllegalArgumentException("not a stream id of Parley's: " + id);
    }

    private static StringBuilder digits(StringBuilder out, int value, int width) {
        for (int i = 1, limit = 10; i < width; i++, limit *= 10) {
            if (value < limit) {
                out.append('0');
            }
        }
        return out.append(value);
    }
}
