package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.RedisNode;
import parley.harness.redis.RedisNodes;
import parley.harness.redis.SentinelRedis;
import parley.protocol.RedisRights;
import parley.redis.test.TestRedis;
import parley.redis.test.TestTopologies;

/** Commands on a Redis of several servers, and what they say of it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TopologyTest {
    @TempDir
    Path home;

    @TempDir
    Path servers;

    @Test
    void aWholeSystemRunsOnTheMasterThatSentinelsName() throws Exception {
        try (SentinelRedis redis = TestTopologies.sentinels(servers, 1)) {
            String uri = redis.uri();
            assertThat(ready("up", "--redis=" + uri, "--port=0", "--web-port=off", "--data=data"))
                    .startsWith("ready host=127.0.0.1 port=")
                    .contains(" redis=" + uri + " ");
            assertThat(doctor(uri)).contains(uri + " at " + redis.master().address() + ", version ");
        }
    }

    @Test
    void aBridgeAndAnArchiverRunOnTheNodeOfAClusterThatHasTheSlot() throws Exception {
        try (ClusterRedis redis = TestTopologies.cluster(servers)) {
            String bridge = TestRedis.withUser(redis.uri(), RedisRights.BRIDGE);
            String archiver = TestRedis.withUser(redis.uri(), RedisRights.ARCHIVER);
            assertThat(ready("bridge", "--redis=" + bridge, "--port=0")).contains(" redis=" + redis.uri() + " ");
            assertThat(ready("archiver", "--redis=" + archiver, "--data=data")).endsWith(" redis=" + redis.uri());
            assertThat(doctor(bridge))
                    .contains(redis.uri() + " at " + redis.owner().address())
                    .doesNotContain("MOVED");
        }
    }

    @Test
    void ofTheAddressesOfANameTheOneThatAnswersIsUsed() throws Exception {
        try (RedisNodes nodes = TestTopologies.nodes(servers)) {
            RedisNode redis = nodes.server();
            Path hosts = Files.write(
                    home.resolve("hosts"),
                    List.of("127.0.0.3 several.example", "127.0.0.2 several.example", "127.0.0.1 several.example"));
            MainProcess process = new MainProcess(home).java("-Djdk.net.hosts.file=" + hosts);
            String uri = "redis://several.example:" + redis.port();
            try (ServerSocket silent = new ServerSocket(redis.port(), 50, InetAddress.getByName("127.0.0.2"))) {
                assertThat(silent.isBound()).isTrue();
                assertThat(ready(process, "bridge", "--redis=" + uri, "--port=0"))
                        .contains(" redis=" + uri + " ");
            }
            assertThat(ready(process, "archiver", "--redis=" + uri, "--data=data"))
                    .endsWith(" redis=" + uri);
        }
    }

    private String ready(String... arguments) throws IOException, InterruptedException {
        return ready(new MainProcess(home), arguments);
    }

    /** The ready line of a command that is told to end then, and does. */
    private String ready(MainProcess main, String... arguments) throws IOException, InterruptedException {
        Process process = main.builder(arguments)
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
