package parley.archiver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs something that fails and is tried again: when it begins, now and then while it lasts, and when it is over. One
 * thread writes; any may ask for the reason.
 */
final class RecurringFailure {
    private static final long REPEAT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Logger log;
    private final Level level;
    private final String what;
    private volatile @Nullable String reason;
    private long saidAt;

    RecurringFailure(Logger log, Level level, String what) {
        this.log = log;
        this.level = level;
        this.what = what;
    }

    void failed(Exception cause) {
        long now = System.nanoTime();
        if (reason == null || now - saidAt > REPEAT_NANOS) {
            saidAt = now;
            log.atLevel(level).log("{}: {}; trying again", what, innermost(cause));
            log.debug("{}", what, cause);
        }
        reason = what + ": " + innermost(cause);
    }

    void over() {
        if (reason != null) {
            reason = null;
            log.info("No longer: {}", what);
        }
    }

    /** Null while all is well. */
    @Nullable
    String reason() {
        return reason;
    }

    private static String innermost(Throwable cause) {
        Throwable inner = cause;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage());
    }
}
