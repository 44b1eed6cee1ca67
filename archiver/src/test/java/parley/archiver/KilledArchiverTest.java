package parley.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.archiver.query.ArchiveFiles;
import parley.archiver.query.Verification;
import parley.protocol.RedisRights;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KilledArchiverTest {
    private static final int KILLS = 4;
    private static final int MOST_BEHIND = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void hasEachMessageOnceHoweverOftenItIsKilled() throws Exception {
        TestRedis.flush();
        ArchiveFiles files = new ArchiveFiles(directory);
        AtomicInteger published = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        try (Publisher publisher = new Publisher(TestRedis.uri())) {
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
                // In step with the archiver, so that something is always on its way, and never too much.
                while (!stop.get()) {
                    if (published.get() < files.count() + MOST_BEHIND) {
                        publisher.sayAll("batch", 20);
                        published.addAndGet(20);
                    }
                }
            });
            try {
                for (int kill = 1; kill <= KILLS; kill++) {
                    Process process = launch();
                    try {
                        // Killed in the middle of its work: at least something was written, and the next is on its way.
                        long before = files.count();
                        await().atMost(PATIENCE).until(() -> files.count() > before + 100);
                    } finally {
                        process.destroyForcibly().waitFor();
                    }
                }
            } finally {
                stop.set(true);
                publishing.join();
            }
        }
        try (Archiver last = Archiver.start(
                RedisEndpoint.parse(TestRedis.uri(RedisRights.ARCHIVER)), directory, Clock.systemUTC())) {
            await().atMost(PATIENCE).until(() -> last.ready() && files.count() == published.get());
        }
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), published.get()));
    }

    private Process launch() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchiverProcess.class.getName(),
                        TestRedis.uri(RedisRights.ARCHIVER),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader(UTF_8).readLine()).startsWith("started ");
        return process;
    }
}
