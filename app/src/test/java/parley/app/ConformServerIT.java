package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.harness.redis.ClusterRedis;
import parley.protocol.RedisRights;
import parley.redis.test.TestRedis;
import parley.redis.test.TestTopologies;

/** The kit raises no false alarm about the server as people start it, and finds its transcripts in the jar. */
class ConformServerIT {

    @TempDir
    Path home;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void passesTheServer() throws Exception {
        try (ParleyProcess parley = ParleyProcess.start(home, "up", "--port=0", "--direct-clients")) {
            Matcher ready = parley.awaitReady();
            StringWriter out = new StringWriter();
            StringWriter errors = new StringWriter();

            int exitCode = Main.run(
                    Map.of(),
                    new PrintWriter(out),
                    new PrintWriter(errors),
                    "conform",
                    "server",
                    "127.0.0.1:" + ready.group("port"),
                    "--operator=" + ready.group("admin"),
                    "--redis=" + ready.group("redis"));

            assertThat(exitCode).as(out.toString() + errors).isZero();
            assertThat(out.toString().lines().filter(line -> line.startsWith("skip ")))
                    .allMatch(line -> line.contains(": needs a server started with --"));
            assertThat(parley.process().isAlive()).isTrue();
            parley.signal("TERM");
            assertThat(parley.end(Duration.ofSeconds(10)).exitCode()).isZero();
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void meetsItOnACluster() throws Exception {
        try (ClusterRedis redis = TestTopologies.cluster(home.resolve("redis"));
                ParleyProcess bridge = ParleyProcess.start(
                        home, "bridge", "--redis=" + TestRedis.withUser(redis.uri(), RedisRights.BRIDGE), "--port=0")) {
            String port = bridge.awaitReady().group("port");
            String seed = ClusterRedis.uri(redis.otherMaster());

            ParleyProcess.End end = ParleyProcess.run(
                    home, "conform", "server", "127.0.0.1:" + port, "--redis=" + seed, "--only", "redis-*");

            assertThat(end.errors()).isEmpty();
            assertThat(end.out()).last().asString().matches("[1-9]\\d* ok, 0 failed, 0 skipped; seed \\d+");
            assertThat(end.exitCode()).isZero();
        }
    }

    @Test
    void hasItsTranscriptsInTheJar() throws Exception {
        try (ParleyProcess parley = ParleyProcess.start(home, "up", "--port=0")) {
            String port = parley.awaitReady().group("port");

            ParleyProcess.End end =
                    ParleyProcess.run(home, "conform", "server", "127.0.0.1:" + port, "--only", "ping/*");

            assertThat(end.errors()).isEmpty();
            assertThat(end.out()).hasSize(4).last().asString().matches("3 ok, 0 failed, 0 skipped; seed \\d+");
            assertThat(end.exitCode()).isZero();
        }
    }
}
