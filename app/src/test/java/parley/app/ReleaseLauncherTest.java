package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script where it was installed: it runs what is there. */
class ReleaseLauncherTest {

    @TempDir
    Path temp;

    private LauncherTree tree;
    private Path release;

    @BeforeEach
    void install() throws Exception {
        tree = new LauncherTree(temp);
        release = tree.release();
    }

    @Test
    void runsWhatIsThereFromAnywhereAndWritesNothing() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("parley"), release.resolve("bin/parley"));
        List<Path> before = files();
        LauncherTree.Result result = tree.run(Path.of("/"), List.of(link.toString(), "up", "a word"));
        assertThat(result.errors()).isEmpty();
        assertThat(result.out())
                .startsWith("pid " + result.pid() + "\n")
                .endsWith("-jar\n" + release.resolve("lib/parley.jar") + "\nup\na word\n");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void saysWhichJavaItNeeds() throws Exception {
        Files.delete(tree.jdk().resolve("bin/java"));
        LauncherTree.Result result = tree.run(temp, List.of(release + "/bin/parley", "up"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("parley: Java 17 or later is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "archive", "doctor"})
    void asksTheServiceThatWasInstalledWithIt(String command) throws Exception {
        Files.writeString(release.resolve("lib/service.env"), """
                : "${PARLEY_DATA=/srv/parley}" "${PARLEY_ADMIN_SOCKET=/srv/admin.sock}"
                export PARLEY_DATA PARLEY_ADMIN_SOCKET
                """);
        ProcessBuilder call = tree.builder(temp, List.of(release + "/bin/parley", command));
        call.environment().put("PARLEY_ADMIN_SOCKET", "/of/another");
        assertThat(LauncherTree.finish(call.start()).exitCode()).isZero();
        assertThat(tree.jdk().resolve("bin/java.env"))
                .content()
                .contains("PARLEY_DATA=/srv/parley\n", "PARLEY_ADMIN_SOCKET=/of/another\n");

        tree.run(temp, List.of(release + "/bin/parley", "up"));
        assertThat(tree.jdk().resolve("bin/java.env")).content().doesNotContain("/srv/");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> found = Files.walk(release)) {
            return found.sorted().toList();
        }
    }
}
