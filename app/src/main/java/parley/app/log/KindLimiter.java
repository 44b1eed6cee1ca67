package parley.app.log;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits how many events of one kind are logged: {@value #BURST} within a {@link #WINDOW} that begins with the first. One kind is what
 * has the same logger, level and message, its arguments left out. What is passed over is counted, and said once the window is over.
 * At most {@value #MOST_KINDS} kinds are told apart; beyond, those of a level are one. For all threads.
 */
final class KindLimiter {

    static final int BURST = 20;
    static final Duration WINDOW = Duration.ofSeconds(10);
    static final int MOST_KINDS = 500;

    /** @param message with its arguments left out */
    record Kind(String logger, Level level, String message) {}

    /** So many events of a kind were passed over. */
    record Limited(Kind kind, long events) {}

    private static final class Count {
        private final long began;
        private long events;

        private Count(long began) {
            this.began = began;
        }
    }

    private final Map<Kind, Count> counts = new HashMap<>();

    /** Whether an event of that kind may be logged now; {@code nanos} is a monotonic time. */
    synchronized boolean allows(Kind kind, long nanos) {
        Kind counted = counts.containsKey(kind) || counts.size() < MOST_KINDS
                ? kind
                : new Kind("parley", kind.level(), "Of other kinds");
        Count count = counts.computeIfAbsent(counted, begins -> new Count(nanos));
        count.events++;
        return count.events <= BURST;
    }

    /** Takes out what was passed over in windows that are over. */
    synchronized List<Limited> over(long nanos) {
        List<Limited> limited = new ArrayList<>();
        counts.entrySet().removeIf(entry -> {
            Count count = entry.getValue();
            if (nanos - count.began < WINDOW.toNanos()) {
                return false;
            }
            if (count.events > BURST) {
                limited.add(new Limited(entry.getKey(), count.events - BURST));
            }
            return true;
        });
        return limited;
    }
}
