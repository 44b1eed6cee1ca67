package parley.faults.traffic;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records what became of each message that was sent, by its text, which is unique. Safe for all threads. */
public final class SentMessages {
    /**
     * A message that is not to be stored any more.
     *
     * @param result the error, or what it was known by
     * @param latest id that the message may have if it was stored before that was known, microseconds; 0 where it was not
     */
    public record Refusal(String result, long latest) {}

    /**
     * What became of messages, by their texts.
     *
     * @param acknowledged those answered with OK, and their ids
     * @param refused those that are not to be stored any more
     * @param repeated those that were sent more than once, under one key
     */
    public record Account(Map<String, Long> acknowledged, Map<String, Refusal> refused, Set<String> repeated) {}

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();
    private final Set<String> repeated = ConcurrentHashMap.newKeySet();

    void acknowledged(String text, long micros) {
        acknowledged.put(text, micros);
    }

    void refused(String text, Refusal refusal) {
        refused.put(text, refusal);
    }

    void repeated(String text) {
        repeated.add(text);
    }

    /** What became of those sent since the last {@link #settle}. */
    public Account account() {
        return new Account(Map.copyOf(acknowledged), Map.copyOf(refused), Set.copyOf(repeated));
    }

    /** The highest id of a message answered with OK since the last {@link #settle}, 0 for none. */
    public long newest() {
        return acknowledged.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** What was checked need not be kept. Nobody writes while this is called. */
    public void settle() {
        acknowledged.clear();
        refused.clear();
        repeated.clear();
    }
}
