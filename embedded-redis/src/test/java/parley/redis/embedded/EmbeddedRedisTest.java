package parley.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedRedisTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path temp;

    @Test
    void servesAsSoonAsItIsHandedOut() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
            assertThat(Resp.call(redis.port(), "PING")).isEqualTo("+PONG");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pipe"})
    void isGoneWhenClosed(String guard) throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.start(null, null, List.of(), guard);
        long pid = redis.pid();
        assertThat(alive(pid)).isTrue();

        redis.close();

        assertThat(alive(pid)).isFalse();
        assertThat(redis.pid()).isZero();
        redis.close();
    }

    @Test
    void keepsWhatItStoresAcrossACloseAndAStart() throws IOException {
        Path data = temp.resolve("new/redis");
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, null)) {
            Resp.call(redis.port(), "SET k v");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, null)) {
            assertThat(Resp.call(redis.port(), "GET k")).isEqualTo("v");
        }
    }

    /** To the program that starts it, an equals sign makes a variable of a path, for one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tier=prod",
                "-x y=1",
                "it's \"q\" $(false) `x` \\ *?[a]",
                "ümläut ☃",
                "a\nb=c\n",
                "a:b!",
                "a;b&c|d<e>f#%"
            })
    void runsInADirectoryOfAnyName(String name) throws IOException {
        for (String guard : List.of("", "pipe")) {
            Path data = temp.resolve(name).resolve("redis");
            try (EmbeddedRedis redis = EmbeddedRedis.start(data, null, List.of(), guard)) {
                Resp.call(redis.port(), "SET k " + guard + "v");
            }
            try (EmbeddedRedis redis = EmbeddedRedis.start(data, null, List.of(), guard)) {
                assertThat(Resp.call(redis.port(), "GET k")).isEqualTo(guard + "v");
            }
        }
    }

    @Test
    void saysInOneLineThatItMayNotRunWhereItIs() throws IOException {
        Path bundled = RedisBinary.in(temp);
        assertThat(bundled.toFile().setExecutable(false, false)).isTrue();
        assertThatThrownBy(() -> EmbeddedRedis.start(temp.resolve("data"), bundled))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(bundled.toString())
                .hasMessageContaining("an installed one on PATH, or another directory, would do")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pipe"})
    void isStartedAgainOnTheSamePortWithItsData(String guard) throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(), guard)) {
            Resp.call(redis.port(), "SET k v");
            long first = redis.pid();

            kill("KILL", first);

            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> redis.pid() != 0
                            && redis.pid() != first
                            && Resp.call(redis.port(), "GET k").equals("v"));
            assertThat(redis.pid()).isNotIn(0L, first);
        }
    }

    @Test
    void isStartedAgainThoughSomebodyShutItDown() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            long first = redis.pid();
            new ServerClient(redis.port(), null).shutDown();
            await().atMost(SOON)
                    .until(() -> redis.pid() != first
                            && new ServerClient(redis.port(), null).health(redis.pid()) == ServerClient.Health.READY);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNotEndedByTheSignalsOfATerminalOrASupervisor() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            long pid = redis.pid();
            for (String signal : new String[] {"TERM", "INT", "HUP"}) {
                kill(signal, pid);
            }
            assertThat(Resp.call(redis.port(), "PING")).isEqualTo("+PONG");
            assertThat(Files.readString(Path.of("/proc", Long.toString(pid), "status")))
                    .as("TERM, INT and HUP are blocked and pending")
                    .containsPattern("ShdPnd:\t0000000000004003");
            assertThat(redis.pid()).isEqualTo(pid);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pipe"})
    void diesWithItsParentHoweverThatEnds(String guard) throws IOException, InterruptedException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedisParent.class.getName(),
                        guard)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = parent.inputReader()) {
            long redis = Long.parseLong(out.readLine());
            assertThat(alive(redis)).isTrue();

            parent.destroyForcibly().waitFor();

            await().atMost(SOON).until(() -> !alive(redis));
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() throws IOException {
        EmbeddedRedis first = EmbeddedRedis.start(temp, null);
        try {
            assertThatThrownBy(() -> EmbeddedRedis.start(temp, null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        } finally {
            first.close();
        }
        EmbeddedRedis.start(temp, null).close();
    }

    @Test
    void saysWhyItDoesNotStart() throws IOException {
        Path broken = Files.writeString(temp.resolve("broken"), "#!/bin/sh\necho no luck today\nexit 3\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> EmbeddedRedis.start(null, broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 3")
                .hasMessageContaining("no luck today");
    }

    @Test
    void runsTheServerThatItIsGiven() throws IOException {
        Path own = RedisBinary.in(temp);
        try (EmbeddedRedis redis = EmbeddedRedis.start(null, own)) {
            assertThat(Resp.call(redis.port(), "PING")).isEqualTo("+PONG");
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void kill(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
