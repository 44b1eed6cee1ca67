package parley.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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
    private static final String FORM = "0000-00-00T00:00:00.000000Z";
    static final int LENGTH = FORM.length();
    private static final int SECOND_LENGTH = "0000-00-00T00:00:00".length();
    private static final int MICROS_PER_SECOND = 1_000_000;

    /** The second that was asked for last: messages come many a second. */
    private record Second(long second, String date) {}

    private static volatile Second latest = new Second(0, date(0));

    private MessageTime() {}

    /** For example {@code 2026-11-23T10:01:02.345678Z}. */
    public static String format(long micros) {
        StringBuilder out =
                new StringBuilder(LENGTH).append(second(micros).date).append('.');
        return digits(out, Math.floorMod(micros, MICROS_PER_SECOND), 6)
                .append('Z')
                .toString();
    }

    /** Writes what {@link #format} returns, as ASCII, from that index on; the year must have four digits. Returns the index behind it. */
    @SuppressWarnings("deprecation") // It copies ASCII as it is, and does not look for a charset first.
    static int put(long micros, byte[] to, int at) {
        second(micros).date.getBytes(0, SECOND_LENGTH, to, at);
        int end = at + LENGTH;
        to[end - 1] = 'Z';
        int digits = Math.floorMod(micros, MICROS_PER_SECOND);
        for (int place = end - 2; place > at + SECOND_LENGTH; place--) {
            to[place] = (byte) ('0' + digits % 10);
            digits /= 10;
        }
        to[at + SECOND_LENGTH] = '.';
        return end;
    }

    private static Second second(long micros) {
        long second = Math.floorDiv(micros, MICROS_PER_SECOND);
        Second known = latest;
        if (known.second != second) {
            known = new Second(second, date(second));
            latest = known;
        }
        return known;
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
        if (!hasForm(text)) {
            return OptionalLong.empty();
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return OptionalLong.empty();
        }
        try {
            LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
            long seconds = ((date.toEpochDay() * 24 + hour) * 60 + minute) * 60 + second;
            return OptionalLong.of(seconds * MICROS_PER_SECOND + number(text, 20, 26));
        } catch (DateTimeException noSuchDay) {
            return OptionalLong.empty();
        }
    }

    /** Whether there are digits and signs where {@link #FORM} has them. */
    private static boolean hasForm(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int at = 0; at < LENGTH; at++) {
            char wanted = FORM.charAt(at);
            char found = text.charAt(at);
            if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String digits, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            number = 10 * number + digits.charAt(at) - '0';
        }
        return number;
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
