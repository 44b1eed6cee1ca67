package parley.redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.harness.process.Waiting;
import parley.harness.redis.RedisNode;
import parley.harness.redis.SentinelRedis;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TestTopologiesTest {
    /** Longer than a sentinel takes for its own clock's fault. */
    private static final Duration STOPPED = Duration.ofSeconds(3);

    /** Less than the half minute for which sentinels do nothing then, if they are not told otherwise. */
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The same for one that was started again. */
    @Test
    void sentinelsThatWereStoppedAreSoonOfUseAgain(@TempDir Path directory) throws Exception {
        try (SentinelRedis redis = TestTopologies.sentinels(directory, 1)) {
            List<RedisNode> stopped = redis.sentinels().subList(0, 2);
            stopped.get(1).restart();
            stopped.forEach(RedisNode::pause);
            Waiting.pass(STOPPED);
            stopped.forEach(RedisNode::resume);

            await().atMost(SOON).until(() -> timesLogged(directory, "+tilt"), times -> times >= stopped.size());
            for (RedisNode sentinel : stopped) {
                await().atMost(SOON)
                        .untilAsserted(() ->
                                assertThat(sentinel.call("INFO", "sentinel")).contains("sentinel_tilt:0"));
            }
        }
    }

    private static long timesLogged(Path directory, String what) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("log"))
                    .flatMap(TestTopologiesTest::lines)
                    .filter(line -> line.contains(what))
                    .count();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
