package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.protocol.RedisRights;
import parley.redis.embedded.AclUser;
import parley.redis.embedded.EmbeddedRedis;

/** What {@code ./parley doctor} finds on machines that lack something, and on one that doesn't. */
class DoctorTest {

    @TempDir
    Path home;

    @TempDir
    Path redisHome;

    private static final List<String> SUBJECTS = List.of(
            "Java",
            "locale",
            "transport",
            "temporary files",
            "open files",
            "time",
            "user",
            "operator's socket",
            "data directory",
            "disk",
            "embedded Redis");

    @Test
    void findsAnOrdinaryMachineWellAndLeavesNothing() throws Exception {
        Path data = Files.createDirectory(home.resolve("data"));
        ParleyProcess.End end = doctor(new MainProcess(home));
        for (int i = 0; i < SUBJECTS.size(); i++) {
            assertThat(end.out().get(i)).matches("ok  " + SUBJECTS.get(i) + " +\\S.*");
        }
        assertThat(end.out()).hasSize(SUBJECTS.size() + 1).endsWith("all is well");
        assertThat(end.errors()).isEmpty();
        assertThat(end.exitCode()).isZero();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void saysWhatToDoAboutEachThingThatIsNotWell() throws Exception {
        ParleyProcess.End end = doctor(
                new MainProcess(home)
                        .java("-Xmx32m", "-Dio.netty.transport.noNative=true", "-Djava.io.tmpdir=/proc/nowhere")
                        .environment("LC_ALL", "C")
                        .environment("XDG_RUNTIME_DIR", "/proc/nowhere")
                        .environment("PARLEY_REDIS_SERVER", "/bin/true"),
                "--data=/proc/nowhere");
        assertThat(unwell(end))
                .containsExactly(
                        "Java",
                        "locale",
                        "transport",
                        "temporary files",
                        "operator's socket",
                        "data directory",
                        "embedded Redis");
        assertThat(end.out().stream().filter(line -> line.startsWith(" ".repeat(24) + "-> ")))
                .hasSize(7);
        assertThat(end.out()).endsWith("7 things aren't well");
        assertThat(end.exitCode()).isEqualTo(1);
    }

    @Test
    void findsThatNoRedisIsThere() throws Exception {
        ParleyProcess.End end = doctor(new MainProcess(home), "--redis=redis://user:secret@127.0.0.1:1");
        assertThat(unwell(end)).containsExactly("Redis");
        assertThat(end.out()).noneMatch(line -> line.contains("secret"));
        assertThat(end.exitCode()).isEqualTo(1);
    }

    @Test
    void findsWhatARedisOfOnesOwnDoesNotAllow() throws Exception {
        List<AclUser> users = List.of(
                AclUser.withPassword("whole", "~* &* +@all"),
                AclUser.withPassword("bridge", RedisRights.BRIDGE.rules()),
                AclUser.withPassword("archiver", RedisRights.ARCHIVER.rules()),
                AclUser.withPassword("poor", RedisRights.BRIDGE.rules() + " -xadd -publish"),
                AclUser.withPassword("none", "-@all +ping"));
        try (EmbeddedRedis redis = EmbeddedRedis.start(redisHome, null, users)) {
            assertThat(finding(redis, "whole", "Redis")).contains("redis://127.0.0.1:" + redis.port() + ", version ");
            assertThat(finding(redis, "whole", "Redis's files"))
                    .startsWith("ok")
                    .endsWith("appended to");
            assertThat(finding(redis, "whole", "Redis's clock"))
                    .startsWith("ok")
                    .contains(" 0 s from ");
            assertThat(finding(redis, "whole", "rights"))
                    .isEqualTo("ok  rights              for a bridge all; for an archiver all");
            assertThat(finding(redis, "bridge", "rights"))
                    .isEqualTo("ok  rights              for a bridge all; for an archiver not xread");
            assertThat(finding(redis, "archiver", "rights"))
                    .isEqualTo("ok  rights              no scripts, so they are not enough for a bridge");
            assertThat(finding(redis, "poor", "rights")).startsWith("!!").contains("for a bridge not publish, xadd;");
            assertThat(finding(redis, "none", "rights")).startsWith("!!").contains("NOPERM");
        }
    }

    private String finding(EmbeddedRedis redis, String user, String subject) throws IOException, InterruptedException {
        ParleyProcess.End end = doctor(new MainProcess(home), "--redis=" + redis.uri(user));
        return end.out().stream()
                .filter(line -> line.substring(4).startsWith(subject + "  "))
                .reduce((one, other) -> other + "; and twice")
                .orElseThrow(() -> new AssertionError(end.toString()));
    }

    private static List<String> unwell(ParleyProcess.End end) {
        return end.out().stream()
                .filter(line -> line.startsWith("!!"))
                .map(line -> line.substring(4, 24).strip())
                .toList();
    }

    private static ParleyProcess.End doctor(MainProcess parley, String... options)
            throws IOException, InterruptedException {
        String[] words = new String[options.length + 1];
        words[0] = "doctor";
        System.arraycopy(options, 0, words, 1, options.length);
        return parley.run(words);
    }
}
