package parley.archiver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import parley.archiver.query.ArchiveFiles;
import parley.archiver.store.Retention;
import parley.protocol.RedisRights;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

/** Gives the tests of a whole archiver an empty Redis, a publisher and a directory. */
abstract class ArchiverOnRedis {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    ArchiveFiles files;
    Publisher publisher;
    private @Nullable Archiver archiver;

    @BeforeEach
    void connect(@TempDir Path directory) {
        TestRedis.flush();
        files = new ArchiveFiles(directory);
        publisher = new Publisher(TestRedis.uri());
    }

    @AfterEach
    void disconnect() {
        stop();
        publisher.close();
    }

    /** Returns when it is ready. */
    void start() {
        start(TestRedis.uri(RedisRights.ARCHIVER));
        await().atMost(PATIENCE).until(running()::ready);
    }

    /** Returns at once. */
    void start(String uri) {
        archiver = Archiver.start(RedisEndpoint.parse(uri), files.directory(), Clock.systemUTC());
    }

    /** Returns at once. */
    void start(Retention retention, InstantSource clock) {
        archiver = Archiver.start(
                RedisEndpoint.parse(TestRedis.uri(RedisRights.ARCHIVER)), files.directory(), retention, clock);
    }

    void stop() {
        if (archiver != null) {
            archiver.close();
            archiver = null;
        }
    }

    Archiver running() {
        return requireNonNull(archiver);
    }

    /** What a metric of the running archiver stands at. */
    double metric(String name) {
        return running().metrics().stream()
                .flatMap(metric -> metric.readings().stream())
                .filter(reading -> reading.name().equals(name))
                .findAny()
                .orElseThrow()
                .value();
    }

    void awaitRows(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(files.count()).isEqualTo(count));
    }
}
