package parley.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use an embedded Redis, and who may read its files. */
class AccessTest {

    private static final AclUser WRITER = AclUser.withPassword("writer", "~k -@all +set +ping");
    private static final AclUser ANYBODY =
            AclUser.withoutPassword("default", "~users -@all +sadd +client|setname +client|setinfo");
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path temp;

    @Test
    void isForNobodyElse() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER))) {
            assertThat(Resp.call(redis.port(), "PING")).startsWith("-NOAUTH");
            assertThat(Resp.call(redis.port(), "AUTH guess")).startsWith("-WRONGPASS");
            assertThat(Resp.call(redis.port(), "AUTH default guess")).startsWith("-WRONGPASS");
            assertThat(Resp.call(redis.port(), "AUTH writer guess")).startsWith("-WRONGPASS");
        }
    }

    @Test
    void isForItsUsersAsFarAsTheirRightsGo() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER, ANYBODY))) {
            String login = "AUTH writer " + password();
            assertThat(redis.uri("writer")).isEqualTo("redis://writer:" + password() + "@127.0.0.1:" + redis.port());
            assertThat(Resp.call(redis.port(), login, "SET k v")).isEqualTo("+OK");
            assertThat(Resp.call(redis.port(), login, "SET other v")).startsWith("-NOPERM");
            assertThat(Resp.call(redis.port(), login, "GET k")).startsWith("-NOPERM");
            assertThat(Resp.call(redis.port(), "SADD users ann")).isEqualTo(":1");
            assertThat(Resp.call(redis.port(), "CLIENT SETNAME me")).isEqualTo("+OK");
            assertThat(Resp.call(redis.port(), "CLIENT LIST")).startsWith("-NOPERM");
        }
    }

    @Test
    void isReadButNotChangedByItsOperator() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER))) {
            String login = "AUTH parley-operator " + password();
            assertThat(Resp.call(redis.port(), login, "EXISTS k")).isEqualTo(":0");
            for (String command :
                    List.of("SET k v", "DEL k", "FLUSHALL", "EVAL x 0", "CONFIG GET dir", "PUBLISH c m", "ACL LIST")) {
                assertThat(Resp.call(redis.port(), login, command)).startsWith("-NOPERM");
            }
        }
    }

    @Test
    void keepsItsPasswordToItself() throws IOException {
        String first;
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER))) {
            first = password();
            assertThat(first).hasSize(64);
            assertThat(Files.readString(temp.resolve("users.acl"))).doesNotContain(first);
            Path process = Path.of("/proc", Long.toString(redis.pid()));
            if (Files.exists(process)) {
                assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain(first);
                assertThat(Files.readString(process.resolve("environ"))).doesNotContain(first);
            }
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER))) {
            assertThat(password()).isEqualTo(first);
            assertThat(Resp.call(redis.port(), "AUTH writer " + first)).isEqualTo("+OK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pipe"})
    void keepsItsFilesToItself(String guard) throws IOException {
        Path data = temp.resolve("new");
        try (EmbeddedRedis redis = EmbeddedRedis.start(data, null, List.of(WRITER), guard)) {
            assertThat(Resp.call(redis.port(), "AUTH writer " + Files.readString(data.resolve("password")), "SET k v"))
                    .isEqualTo("+OK");
            assertThat(open(data)).isEmpty();
            assertThat(data.resolve("appendonlydir")).isNotEmptyDirectory();
        }
        assertThat(open(data)).isEmpty();
    }

    @Test
    void takesDataOverThatWereOpen() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null)) {
            assertThat(Resp.call(redis.port(), "SET k v")).isEqualTo("+OK");
        }
        for (Path file : files(temp)) {
            String open = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER))) {
            assertThat(Resp.call(redis.port(), "GET k")).startsWith("-NOAUTH");
            assertThat(Resp.call(redis.port(), "AUTH parley-operator " + password(), "GET k"))
                    .isEqualTo("v");
            assertThat(open(temp)).isEmpty();
        }
    }

    /** A server reads its file as its default user, and doesn't do what was done in one go unless that user may. */
    @ParameterizedTest
    @MethodSource("users")
    void keepsWhatWasDoneInOneGoAcrossAStart(List<AclUser> users) throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, users)) {
            String login = "AUTH script " + password();
            assertThat(Resp.call(redis.port(), login, "MULTI", "SET k v", "SET l w", "EXEC"))
                    .isEqualTo("+OK");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, users)) {
            assertThat(Resp.call(redis.port(), "AUTH script " + password(), "GET l"))
                    .isEqualTo("w");
            long first = redis.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> redis.pid() != first
                            && Resp.call(redis.port(), "AUTH script " + password(), "GET l")
                                    .equals("w"));
        }
    }

    static List<List<AclUser>> users() {
        AclUser script = AclUser.withPassword("script", "~* -@all +get +set +multi +exec");
        return List.of(List.of(script), List.of(script, ANYBODY));
    }

    @Test
    void letsAnybodyDoNoMoreAfterAStartOfItsOwn() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER, ANYBODY))) {
            long first = redis.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> redis.pid() != first
                            && Resp.call(redis.port(), "SADD users bob").startsWith(":"));
            assertThat(Resp.call(redis.port(), "SET k v")).startsWith("-NOPERM");
            assertThat(Resp.call(redis.port(), "KEYS *")).startsWith("-NOPERM");
        }
    }

    @Test
    void isStartedAgainWithTheSameUsers() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temp, null, List.of(WRITER))) {
            long first = redis.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> redis.pid() != first
                            && Resp.call(redis.port(), "AUTH writer " + password())
                                    .equals("+OK"));
            assertThat(Resp.call(redis.port(), "PING")).startsWith("-NOAUTH");
        }
    }

    @Test
    void isWrittenToNowhereWithoutADirectory() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(null, null, List.of(WRITER))) {
            assertThat(Resp.call(redis.port(), "PING")).startsWith("-NOAUTH");
            String password = redis.uri("writer").replaceAll(".*//writer:|@.*", "");
            assertThat(Resp.call(redis.port(), "AUTH writer " + password, "PING"))
                    .isEqualTo("+PONG");
        }
    }

    @Test
    void isNotStartedWithAPasswordThatIsNone() throws IOException {
        Files.writeString(temp.resolve("password"), "\n");
        assertThatThrownBy(() -> EmbeddedRedis.start(temp, null, List.of(WRITER)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(temp.resolve("password") + " does not hold a password");
        EmbeddedRedis.start(temp, null).close();
    }

    private String password() throws IOException {
        return Files.readString(temp.resolve("password")).strip();
    }

    /** What others than this user may do anything with. */
    private static List<Path> open(Path directory) throws IOException {
        List<Path> open = new ArrayList<>();
        for (Path file : files(directory)) {
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .endsWith("------")) {
                open.add(file);
            }
        }
        return open;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.toList();
        }
    }
}
