package parley.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendOnlySyncTest {

    @TempDir
    Path data;

    /** The bytes that each file had when it was last put on the disk. */
    private final Map<String, Long> synced = new ConcurrentHashMap<>();

    private final AtomicInteger failures = new AtomicInteger();

    private void record(Path file) throws IOException {
        synced.put(file.getFileName().toString(), Files.size(file));
    }

    @Test
    void redisLeavesItToThat() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, null)) {
            assertThat(Resp.call(redis.port(), "CONFIG GET appendfsync")).isEqualTo("no");
        }
    }

    @Test
    void putsOnTheDiskWhatRedisWritesAndWhatTakesItsPlace() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, null);
                AppendOnlySync sync = new AppendOnlySync(data, this::record)) {
            sync.start();
            Resp.call(redis.port(), "SET k v");
            awaitSynced("appendonlydir/appendonly.aof.1.incr.aof");

            Resp.call(redis.port(), "BGREWRITEAOF");
            await().until(() -> !Files.exists(data.resolve("appendonlydir/appendonly.aof.1.incr.aof")));
            Resp.call(redis.port(), "SET k w");
            awaitSynced("appendonlydir/appendonly.aof.2.incr.aof");
        }
    }

    /** As Redis 6 names its only one. */
    @Test
    void knowsTheFileOfEarlierVersions() throws IOException {
        try (AppendOnlySync sync = new AppendOnlySync(data, this::record)) {
            sync.start();
            Files.writeString(data.resolve("appendonly.aof"), "SET k v");
            awaitSynced("appendonly.aof");
        }
    }

    @Test
    void whatCouldNotBePutThereIsTriedAgain() throws IOException {
        Files.writeString(data.resolve("appendonly.aof"), "SET k v");
        try (AppendOnlySync sync = new AppendOnlySync(data, this::failTwice)) {
            sync.start();
            awaitSynced("appendonly.aof");
        }
        assertThat(failures).hasValue(2);
    }

    private void failTwice(Path file) throws IOException {
        if (failures.get() < 2) {
            failures.incrementAndGet();
            throw new IOException("Input/output error");
        }
        record(file);
    }

    @Test
    void putsAllThatIsThereOnTheDiskAtTheEnd() throws IOException {
        AppendOnlySync sync = new AppendOnlySync(data, this::record);
        sync.start();
        Files.writeString(data.resolve("appendonly.aof"), "SET k v");
        sync.close();
        assertThat(synced).containsExactly(Map.entry("appendonly.aof", 7L));
    }

    @Test
    void aDiskThatDoesNotAnswerHoldsUpNoEnd() throws IOException {
        CountDownLatch answers = new CountDownLatch(1);
        Files.writeString(data.resolve("appendonly.aof"), "SET k v");
        AppendOnlySync sync = new AppendOnlySync(data, file -> pass(answers));
        sync.start();
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(30), sync::close);
        } finally {
            answers.countDown();
        }
    }

    private static void pass(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new InterruptedIOException();
        }
    }

    private void awaitSynced(String name) {
        Path file = data.resolve(name);
        await().untilAsserted(() -> assertThat(Files.size(file))
                .isPositive()
                .isEqualTo(synced.get(file.getFileName().toString())));
    }
}
