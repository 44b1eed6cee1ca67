package parley.faults.traffic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Records what became of each message that was sent, by its text, which is unique. Safe for all threads. */
public final class SentMessages {
    /**
     * A message that was not acknowledged.
     *
     * @param result the error's code, or what happened to the connection
     * @param refusedAt when the error came: the latest time that a message may have had by then, microseconds; {@code Long.MAX_VALUE}
     *     where none came, so that it may be stored later
     */
    public record Unacknowledged(String result, long refusedAt) {}

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Unacknowledged> unacknowledged = new ConcurrentHashMap<>();

    void acknowledged(String text, long micros) {
        acknowledged.put(text, micros);
    }

    void unacknowledged(String text, Unacknowledged message) {
        unacknowledged.put(text, message);
    }

    /** Text and id of the messages answered with OK since the last {@link #settle}. */
    public Map<String, Long> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Those sent since the last {@link #settle} and not answered with OK. */
    public Map<String, Unacknowledged> unacknowledged() {
        return Map.copyOf(unacknowledged);
    }

    /** The highest id of a message answered with OK since the last {@link #settle}, 0 for none. */
    public long newest() {
        return acknowledged.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** What was checked need not be kept. Nobody writes while this is called. */
    public void settle() {
        acknowledged.clear();
        unacknowledged.clear();
    }
}
