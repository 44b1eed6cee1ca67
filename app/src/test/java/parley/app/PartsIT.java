package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.protocol.RedisRights;
import parley.redis.test.TestRedis;

/** Bridges and an archiver as processes of their own, on a Redis that is not theirs, and what keeps them from starting. */
class PartsIT {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    @TempDir
    Path home;

    @BeforeEach
    void empty() {
        TestRedis.flush();
    }

    @Test
    void worksAsTwoBridgesAndAnArchiver() throws Exception {
        String redis = "--redis=" + TestRedis.uri(RedisRights.BRIDGE);
        String archivers = "--redis=" + TestRedis.uri(RedisRights.ARCHIVER);
        try (ParleyProcess archiver = ParleyProcess.start(home, "archiver", archivers, "--data=data");
                ParleyProcess one = ParleyProcess.start(home, "bridge", redis, "--port=0")) {
            assertThat(archiver.awaitLine())
                    .isEqualTo("ready archive=" + home.resolve("data/archive.db") + " redis=" + TestRedis.uri());
            var first = one.awaitReady();
            try (ParleyProcess two = ParleyProcess.start(home, "bridge", redis, "--port=0")) {
                var second = two.awaitReady();
                assertThat(second.group("admin")).isNotEqualTo(first.group("admin"));
                try (ChatClient ann = ChatClient.login(Integer.parseInt(first.group("port")), "ann");
                        ChatClient bob = ChatClient.login(Integer.parseInt(second.group("port")), "bob")) {
                    assertThat(ann.ask("users")).containsExactly("USER ann", "USER bob", "OK 2");
                    assertThat(ann.ask("to bob psst")).containsExactly("OK");
                    assertThat(ann.ask("pub hello")).singleElement().asString().startsWith("OK ");
                    await().until(() -> bob.ask("pull").stream().anyMatch(line -> line.endsWith(" ann: hello")));
                }
                two.signal(interrupts() ? "INT" : "TERM");
                assertThat(two.end(DRAIN).exitCode()).isZero();
            }
            archiver.signal("TERM");
            assertThat(archiver.end(DRAIN).exitCode()).isZero();
        }
        assertThat(ParleyProcess.run(home, "archive", "export").out())
                .singleElement()
                .asString()
                .endsWith(" ann: hello");
    }

    @Test
    void searchesAsLongAsAnArchiverLives() throws Exception {
        String redis = "--redis=" + TestRedis.uri(RedisRights.BRIDGE);
        String[] archivers = {"archiver", "--redis=" + TestRedis.uri(RedisRights.ARCHIVER), "--data=data"};
        try (ParleyProcess bridge = ParleyProcess.start(home, "bridge", redis, "--port=0");
                ChatClient ann =
                        ChatClient.login(Integer.parseInt(bridge.awaitReady().group("port")), "ann")) {
            assertThat(ann.ask("search hello")).singleElement().asString().startsWith("ERR unavailable ");
            String time = ann.ask("pub hello there").get(0).substring("OK ".length());
            try (ParleyProcess archiver = ParleyProcess.start(home, archivers)) {
                archiver.awaitLine();
                assertThat(ann.ask("search there hello"))
                        .containsExactly("LOBBY " + time + " ann: hello there", "OK 1");
                archiver.signal("KILL");
                archiver.end(DRAIN);
            }
            assertThat(ann.ask("search hello")).singleElement().asString().startsWith("ERR unavailable ");
            try (ParleyProcess archiver = ParleyProcess.start(home, archivers)) {
                archiver.awaitLine();
                assertThat(ann.ask("search hello")).last().isEqualTo("OK 1");
            }
        }
    }

    /** A process of a shell's background job ignores SIGINT, and so do those that it starts. */
    static boolean interrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .allMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) == 0);
    }

    @Test
    void waitsForRedisAndSaysSo() throws Exception {
        int port = freePort();
        String redis = "redis://127.0.0.1:" + port;
        try (ParleyProcess bridge = ParleyProcess.start(home, "bridge", "--redis=" + redis, "--port=0");
                ParleyProcess archiver =
                        ParleyProcess.start(home, "archiver", "--redis=redis://:secret@127.0.0.1:" + port)) {
            for (ParleyProcess part : new ParleyProcess[] {bridge, archiver}) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> part.errors().stream().anyMatch(line -> line.contains("WARN")));
                assertThat(part.errors()).noneMatch(line -> line.contains("secret"));
            }
            archiver.signal("TERM");
            ParleyProcess.End end = archiver.end(DRAIN);
            assertThat(end.exitCode()).isZero();
            assertThat(end.out()).isEmpty();

            URI real = URI.create(TestRedis.uri());
            try (Tunnel tunnel = Tunnel.open(port, real.getHost(), real.getPort())) {
                assertThat(bridge.awaitReady().group("redis")).isEqualTo(redis);
                assertThat(tunnel.isOpen()).isTrue();
            }
        }
    }

    @Test
    void doesNotStartOnAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    "parley up: cannot listen on 127.0.0.1 port " + taken.getLocalPort() + ": Address already in use",
                    "up",
                    "--port=" + taken.getLocalPort());
        }
    }

    @Test
    void doesNotStartWithABadOption() throws Exception {
        assertRefused("parley up: unknown option --prot=1; did you mean --port?", "up", "--prot=1");
    }

    @Test
    void doesNotStartOnDataInUse() throws Exception {
        try (ParleyProcess first = ParleyProcess.start(home, "up", "--port=0")) {
            first.awaitReady();
            assertRefused(
                    "parley up: " + home.resolve("data/redis") + " is in use by another process", "up", "--port=0");
        }
    }

    @Test
    void doesNotMindWhetherItsLogIsRead() throws Exception {
        ProcessBuilder unread =
                ParleyProcess.builder(home, "bridge", "--port=0", "--redis=" + TestRedis.uri(RedisRights.BRIDGE));
        unread.environment().put("PARLEY_LOG_LEVEL", "trace");
        Process bridge = unread.start();
        try (var out = bridge.inputReader()) {
            int port = Integer.parseInt(out.readLine().replaceFirst(".* port=(\\d+) .*", "$1"));
            try (ChatClient ann = ChatClient.login(port, "ann")) {
                for (int i = 0; i < 1_000; i++) {
                    assertThat(ann.ask("ping")).containsExactly("OK pong");
                }
            }
            ParleyProcess.signal("TERM", List.of(bridge.toHandle()));
            assertThat(bridge.waitFor(DRAIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(bridge.exitValue()).isZero();
        } finally {
            bridge.destroyForcibly();
        }
    }

    private void assertRefused(String message, String... arguments) throws IOException, InterruptedException {
        ParleyProcess.End end = ParleyProcess.run(home, arguments);
        assertThat(end.errors()).containsExactly(message);
        assertThat(end.out()).isEmpty();
        assertThat(end.exitCode()).isEqualTo(2);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
