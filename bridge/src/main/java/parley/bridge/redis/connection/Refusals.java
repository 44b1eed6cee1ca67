package parley.bridge.redis.connection;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what Redis refuses, in Redis's own words: a right that is missing, a key of another type, a replica that takes no writes. It is
 * logged when it begins, and again every {@link #REPEAT} while it lasts. Safe for all threads.
 */
public final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private static final Duration REPEAT = Duration.ofSeconds(30);
    /** Whatever keeps a bridge from its work is met again with each heartbeat. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    /** What our own scripts answer: no fault of Redis's, and dealt with where it is asked. */
    private static final Set<String> OURS = Set.of("EXPIRED", "RENAMED");

    private static final int LONGEST = 200;

    private final LongSupplier nanos;
    private @Nullable String latest;
    /** Meaningless where nothing was met yet. */
    private long metAt;

    private long saidAt;
    private long count;

    /** @param nanos a monotonic clock, as {@link System#nanoTime} */
    public Refusals(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Something failed; returns whether because Redis refused it. */
    public boolean note(@Nullable Throwable failure) {
        RedisCommandExecutionException refusal = refusal(failure);
        if (refusal == null) {
            return false;
        }
        String message = shown(String.valueOf(refusal.getMessage()));
        String kind = kind(message);
        boolean refused = !OURS.contains(kind);
        if (refused) {
            met(message, kind);
        }
        return refused;
    }

    private synchronized void met(String message, String kind) {
        long now = nanos.getAsLong();
        boolean other = latest == null || !kind(latest).equals(kind) || now - metAt > LATELY.toNanos();
        count++;
        metAt = now;
        latest = message;
        if (other || now - saidAt > REPEAT.toNanos()) {
            saidAt = now;
            log.warn("Redis refuses what it is asked for: {}", message);
        }
    }

    /** What it refused lately, in its words; null where it did not. */
    public synchronized @Nullable String current() {
        return latest == null || nanos.getAsLong() - metAt > LATELY.toNanos() ? null : latest;
    }

    /** How often it refused something. */
    public synchronized long count() {
        return count;
    }

    private static @Nullable RedisCommandExecutionException refusal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException refusal && !(cause instanceof RedisNoScriptException)) {
                return refusal;
            }
        }
        return null;
    }

    /** Where it does not know a command, Redis repeats the arguments: what people say may be among them. */
    private static String shown(String message) {
        int arguments = message.indexOf(", with args");
        String text = arguments < 0 ? message : message.substring(0, arguments);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "\u2026" : text;
    }

    private static String kind(String message) {
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }
}
