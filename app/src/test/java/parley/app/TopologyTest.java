package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.protocol.RedisRights;
import parley.redis.test.ClusterRedis;
import parley.redis.test.SentinelRedis;

/** Commands on a Redis of several servers, and what they say of it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TopologyTest {
    @TempDir
    Path home;

    @Test
    void aWholeSystemRunsOnTheMasterThatSentinelsName() throws Exception {
        try (SentinelRedis redis = SentinelRedis.start(1)) {
            String uri = redis.uri();
            assertThat(ready("up", "--redis=" + uri, "--port=0", "--web-port=off", "--data=data"))
                    .startsWith("ready host=127.0.0.1 port=")
                    .contains(" redis=" + uri + " ");
            assertThat(doctor(uri)).contains(uri + " at " + redis.master().address() + ", version ");
        }
    }

    @Test
    void aBridgeAndAnArchiverRunOnTheNodeOfAClusterThatHasTheSlot() throws Exception {
        try (ClusterRedis redis = ClusterRedis.start()) {
            String shown = redis.uri(RedisRights.BRIDGE).replaceFirst("//.*@", "//");
            assertThat(ready("bridge", "--redis=" + redis.uri(RedisRights.BRIDGE), "--port=0"))
                    .contains(" redis=" + shown + " ");
            assertThat(ready("archiver", "--redis=" + redis.uri(RedisRights.ARCHIVER), "--data=data"))
                    .endsWith(" redis=" + shown);
            assertThat(doctor(redis.uri(RedisRights.BRIDGE)))
                    .contains(shown + " at " + redis.owner().address())
                    .doesNotContain("MOVED");
        }
    }

    /** The ready line of a command that is told to end then, and does. */
    private String ready(String... arguments) throws IOException, InterruptedException {
        Process process = new MainProcess(home)
                .builder(arguments)
                .redirectError(home.resolve("stderr.log").toFile())
                .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return String.valueOf(line);
        } finally {
            process.destroyForcibly();
        }
    }

    private String doctor(String uri) throws IOException, InterruptedException {
        return String.join(
                "\n",
                new MainProcess(home)
                        .run("doctor", "--redis=" + uri, "--data=data")
                        .out());
    }
}
