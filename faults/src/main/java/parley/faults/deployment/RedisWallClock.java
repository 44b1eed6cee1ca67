package parley.faults.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import parley.protocol.MessageTime;

/** Knows how far Redis's wall clock is from this machine's, which is never touched. Safe for all threads. */
public final class RedisWallClock {
    /** While Redis's clock stands behind the ids that it gave, they grow by 1 µs each: by less than this in all. */
    private static final long GROWTH = 1_000_000;

    /** A new epoch begins so much later where Redis lost its data while its clock stands behind. */
    private static final long LEAP = 1_000_000;

    private final Path file;
    private long offset;
    private long reached;

    /** @param file for the offset */
    public RedisWallClock(Path file) throws IOException {
        this.file = file;
        write();
    }

    Path file() {
        return file;
    }

    /** Puts it forward, or back. */
    synchronized void step(Duration by) throws IOException {
        reached = latest() + GROWTH;
        offset += by.toNanos() / 1_000;
        write();
    }

    /** Redis is about to lose data. */
    public synchronized void leap() {
        if (micros() < reached) {
            reached += LEAP;
        }
    }

    /** What it shows now, microseconds. */
    synchronized long micros() {
        return MessageTime.ofInstant(Instant.now()) + offset;
    }

    /** No message that was stored until now has a later time than this, microseconds. */
    public synchronized long latest() {
        return Math.max(micros(), reached);
    }

    /** In one go: whoever reads it never finds a part. */
    private void write() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, String.format(Locale.ROOT, "%+.6f%n", offset / 1e6));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
