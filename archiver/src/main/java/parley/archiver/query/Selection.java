package parley.archiver.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.archiver.words.SenderName;
import parley.protocol.MessageTime;

/**
 * Says which messages are meant, by time and sender.
 *
 * @param from the first moment of it, null for the beginning; at the most in the year 9999, as {@code to}
 * @param to the first moment after it, null for no end
 * @param sender compared as {@link SenderName} does, null for everybody's
 */
public record Selection(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String sender) {
    public static final Selection ALL = new Selection(null, null, null);

    private static final String EARLIEST = "";
    private static final String BEYOND = "~";

    /** No id before this one belongs to it. */
    String firstId() {
        return from == null ? EARLIEST : MessageTime.format(ceiling(from));
    }

    /** Neither this id nor any behind it belongs to it. */
    String endId() {
        return to == null ? BEYOND : MessageTime.format(ceiling(to));
    }

    long firstMicros() {
        return from == null ? Long.MIN_VALUE : ceiling(from);
    }

    long lastMicros() {
        return to == null ? Long.MAX_VALUE : ceiling(to) - 1;
    }

    /** A message's time is in whole microseconds, so what lies between two of them means the later one. */
    private static long ceiling(Instant time) {
        return MessageTime.ofInstant(time.plusNanos(999));
    }
}
