package parley.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.archiver.query.ArchiveFiles;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.RedisNode;
import parley.harness.redis.SentinelRedis;
import parley.protocol.RedisRights;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;
import parley.redis.test.TestTopologies;

/** Where another server takes the place of the one that was read, and nothing was lost, the archive says that it is complete. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SwitchOverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    @TempDir
    Path servers;

    @Test
    void bySentinelsWithWritesPaused() throws IOException {
        try (SentinelRedis redis = TestTopologies.sentinels(servers, 1);
                Archiver archiver = start(redis.uri())) {
            say(redis.master(), archiver, "before", 20);
            redis.master().call("CLIENT", "PAUSE", "10000", "WRITE");

            say(redis.switchOver(), archiver, "after", 40);
        }
        assertComplete();
    }

    @Test
    void inAClusterAndWhenItsSlotIsMoved() throws IOException {
        try (ClusterRedis redis = TestTopologies.cluster(servers);
                Archiver archiver = start(ClusterRedis.uri(redis.otherMaster()))) {
            say(redis.owner(), archiver, "before", 20);
            say(redis.switchOver(), archiver, "after", 40);
            redis.awaitWhole();
            say(redis.moveSlot(), archiver, "moved", 60);
        }
        assertComplete();
    }

    private Archiver start(String uri) {
        return Archiver.start(
                RedisEndpoint.parse(TestRedis.withUser(uri, RedisRights.ARCHIVER)), directory, Clock.systemUTC());
    }

    /** Twenty messages on that server, after which the archive has so many, and the archiver is well. */
    private void say(RedisNode server, Archiver archiver, String what, int count) {
        await().atMost(PATIENCE).until(archiver::ready);
        try (Publisher publisher = new Publisher(server.uri())) {
            publisher.sayAll(what, 20);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(new ArchiveFiles(directory).count()).isEqualTo(count));
        await().atMost(PATIENCE).until(archiver::ready);
    }

    private void assertComplete() {
        ArchiveFiles files = new ArchiveFiles(directory);
        assertThat(files.gaps()).isEmpty();
        assertThat(files.verify().problems()).isEmpty();
    }
}
