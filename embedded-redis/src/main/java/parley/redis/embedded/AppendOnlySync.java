package parley.redis.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on the disk, once a second, what redis-server has written to its append-only files.
 *
 * <p>Redis would do it itself ({@code appendfsync everysec}), but holds back what it would write until that has ended, and answers all
 * the same: killed then, it loses what it acknowledged. As it is ({@code appendfsync no}) the system has each write before it is
 * answered, and only the end of the machine can lose it.
 */
final class AppendOnlySync implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** How long a disk that does not answer may hold up the end. */
    private static final Duration LAST_SYNC = Duration.ofSeconds(3);

    /** Where Redis 7 has its files, and what they are called; earlier ones have one, in their directory itself. */
    private static final String FILES = "appendonlydir";

    private static final String SUFFIX = ".aof";

    /** Puts on the disk what was written to a file. */
    interface Force {
        void on(Path file) throws IOException;
    }

    private final Path directory;
    private final Force force;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "redis-sync");
    /** Bytes of each file that are on the disk. */
    private final Map<Path, Long> safe = new HashMap<>();

    private boolean failing;

    AppendOnlySync(Path directory) {
        this(directory, AppendOnlySync::force);
    }

    AppendOnlySync(Path directory, Force force) {
        this.directory = directory;
        this.force = force;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                sync();
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        sync();
    }

    private void sync() {
        try {
            List<Path> files = files();
            safe.keySet().retainAll(files);
            for (Path file : files) {
                syncIfGrown(file);
            }
            if (failing) {
                log.info("what Redis writes is put on the disk again");
                failing = false;
            }
        } catch (IOException | UncheckedIOException e) {
            if (!failing) {
                log.error(
                        "What Redis wrote can't be put on the disk, and is lost if the machine fails: {}",
                        e.toString());
                failing = true;
            }
        }
    }

    private void syncIfGrown(Path file) throws IOException {
        try {
            long written = Files.size(file);
            Long before = safe.get(file);
            if (before == null || before != written) {
                force.on(file);
                safe.put(file, written);
            }
        } catch (NoSuchFileException rewritten) {
            // What took its place is the next time's.
        }
    }

    private List<Path> files() throws IOException {
        Path files = directory.resolve(FILES);
        try (Stream<Path> all = Files.list(Files.isDirectory(files) ? files : directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .toList();
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    /** Returns when all that was written before is on the disk, or can't be put there within {@link #LAST_SYNC}. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LAST_SYNC.toMillis());
            if (thread.isAlive()) {
                log.warn("The disk does not answer; what Redis wrote last is lost if the machine fails");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
