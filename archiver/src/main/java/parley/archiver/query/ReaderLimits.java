package parley.archiver.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what reading an archive may take.
 *
 * @param connections how many questions are answered at one time; each takes a file handle or three, and up to some
 *     megabytes of memory
 * @param longestWait how long a question waits for one of them, and for a lock on the file; 250 ms or more
 * @param longestAnswer how long an answer may take from then on; null for as long as it takes
 */
public record ReaderLimits(
        int connections, Duration longestWait, @Nullable Duration longestAnswer) {

    /** The shortest that HikariCP knows. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /** For one command at a time, whose user may end it. There is no pool for it. */
    public static final ReaderLimits ONE_COMMAND = new ReaderLimits(1, Duration.ofSeconds(5), null);

    public ReaderLimits {
        if (connections < 1 || longestWait.compareTo(SHORTEST_WAIT) < 0) {
            throw new IllegalArgumentException("no connections, or no time to wait for one");
        }
    }
}
