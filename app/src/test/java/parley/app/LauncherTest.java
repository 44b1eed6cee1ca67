package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the script at the root builds, and what of. */
class LauncherTest {

    @TempDir
    Path temp;

    private LauncherTree tree;
    private Path root;

    @BeforeEach
    void makeATree() throws IOException {
        tree = new LauncherTree(temp);
        root = tree.root();
    }

    @Test
    void buildsOnceAndSaysSoOnStandardError() throws Exception {
        LauncherTree.Result first = tree.run(temp, List.of(root + "/parley", "up", "a word", ""));
        assertThat(first.errors()).contains("parley: building", "bridge").doesNotContain("[INFO]");
        assertThat(first.out()).endsWith("-jar\n" + tree.builds().get(0).resolve("parley.jar") + "\nup\na word\n\n");
        assertThat(first.exitCode()).isZero();

        LauncherTree.Result second = tree.run(temp, List.of(root + "/parley", "up"));
        assertThat(second.errors()).isEmpty();
        assertThat(second.out()).endsWith("parley.jar\nup\n");
        assertThat(tree.built()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "bridge", "archiver"})
    void buildsAgainForAServerWhenASourceIsNewer(String server) throws Exception {
        tree.parley("up");
        tree.change();
        assertThat(tree.parley(server).errors()).contains("parley: building");
        assertThat(tree.built()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws Exception {
        tree.parley("up");
        Files.delete(tree.source());
        Files.setLastModifiedTime(
                tree.source().getParent(), FileTime.from(Instant.now().plusSeconds(1)));
        tree.parley("up");
        assertThat(tree.built()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "archive", "chat", "--version"})
    void buildsForNobodyElseWhatIsBuilt(String command) throws Exception {
        tree.parley(command);
        assertThat(tree.built()).isEqualTo(1);
        tree.change();
        LauncherTree.Result second = tree.parley(command);
        assertThat(second.errors()).isEmpty();
        assertThat(second.out()).endsWith("\n" + command + "\n");
        assertThat(tree.built()).isEqualTo(1);
    }

    @Test
    void takesWhatMavenHasBuilt() throws Exception {
        Path jar = tree.jarOfMaven("jar of Maven");
        LauncherTree.Result result = tree.parley("up");
        assertThat(result.errors()).doesNotContain("building");
        assertThat(tree.builds().get(0).resolve("parley.jar")).hasContent("jar of Maven");
        Files.writeString(jar, "the next");
        assertThat(tree.builds().get(0).resolve("parley.jar")).hasContent("jar of Maven");
        tree.change();
        tree.parley("up");
        assertThat(tree.built()).as("it is older than the change").isEqualTo(1);
    }

    @Test
    void takesForOthersThanServersWhateverMavenHasBuilt() throws Exception {
        tree.jarOfMaven("jar of Maven");
        tree.change();
        assertThat(tree.parley("admin").exitCode()).isZero();
        assertThat(tree.built()).isZero();
        tree.parley("up");
        assertThat(tree.built()).isEqualTo(1);
    }

    @Test
    void takesNoHalfOfWhatMavenBuilds() throws Exception {
        tree.jarOfMaven("half");
        tree.parley("up");
        assertThat(tree.built()).isEqualTo(1);
        assertThat(tree.builds().get(0).resolve("parley.jar")).hasContent("jar");
    }

    @Test
    void leavesAServerTheBuildThatItBeganWith() throws Exception {
        Process server = tree.start(temp, List.of(root + "/parley", "up", "serve"));
        BufferedReader out = server.inputReader();
        String jar = awaitJar(out);
        for (int i = 0; i < 3; i++) {
            tree.change();
            tree.parley("up");
            assertThat(Path.of(jar)).exists();
        }
        assertThat(tree.built()).isEqualTo(4);
        assertThat(tree.builds()).as("its own, the last and the one before").hasSize(3);

        server.getOutputStream().close();
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        tree.change();
        tree.parley("up");
        assertThat(Path.of(jar)).doesNotExist();
        assertThat(tree.builds()).hasSize(2);
    }

    /** Of a build the launcher shows the root, whose name has two lines. */
    private static String awaitJar(BufferedReader out) throws IOException {
        var seen = new StringBuilder();
        for (String line = out.readLine(); ; line = out.readLine()) {
            seen.append(line).append('\n');
            int end = seen.indexOf("parley.jar\nup\nserve\n");
            if (end >= 0) {
                return seen.substring(seen.indexOf("-jar\n") + "-jar\n".length(), end) + "parley.jar";
            }
        }
    }

    @Test
    void forgetsThoseThatHaveEnded() throws Exception {
        for (int i = 0; i < 3; i++) {
            tree.parley("admin");
        }
        try (Stream<Path> users = Files.list(tree.builds().get(0).resolve("users"))) {
            assertThat(users).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "KILL"})
    void beginsAnewAfterABuildThatWasInterrupted(String signal) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("gate").toString())
                        .start()
                        .waitFor())
                .isZero();
        Process first = tree.start(temp, List.of(root + "/parley", "up"));
        await().atMost(20, TimeUnit.SECONDS).until(() -> Files.exists(root.resolve("half")));
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(first.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isNotZero();
        assertThat(root.resolve(".parley/current")).doesNotExist();
        // It goes on, in vain, and then lets the next begin.
        Files.writeString(root.resolve("gate"), "");
        Files.delete(root.resolve("gate"));

        LauncherTree.Result second = tree.parley("up");

        assertThat(second.exitCode()).isZero();
        assertThat(tree.built()).isEqualTo(2);
        assertThat(tree.builds()).hasSize(1);
    }

    @Test
    void isReplacedByJavaSoThatSignalsReachIt() throws Exception {
        tree.parley("up");
        LauncherTree.Result result = tree.parley("up");
        assertThat(result.out()).startsWith("pid " + result.pid() + "\n");
    }

    @Test
    void isFoundThroughLinksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(
                temp.resolve("link"), Path.of(root.getFileName().toString(), "parley"));
        Path second = Files.createSymbolicLink(root.resolve("second"), link);
        LauncherTree.Result result = tree.run(Path.of("/"), List.of(second.toString(), "x"));
        assertThat(result.out()).endsWith(tree.builds().get(0).resolve("parley.jar") + "\nx\n");
        LauncherTree.Result relative = tree.run(root, List.of("/bin/sh", "second", "x"));
        assertThat(relative.out()).isEqualTo(result.out().replace("pid " + result.pid(), "pid " + relative.pid()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasOneBuildAtATime(boolean flock) throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ProcessBuilder call = tree.builder(temp, List.of(root + "/parley", "up"));
            if (!flock) {
                call.environment().put("PATH", tree.pathWithoutFlock());
            }
            all.add(call.start());
        }
        for (Process process : all) {
            LauncherTree.Result result = LauncherTree.finish(process);
            assertThat(result.exitCode()).as(result.errors()).isZero();
        }
        assertThat(tree.built()).isEqualTo(1);
        assertThat(root.resolve(".parley/lock.holder")).doesNotExist();
    }

    @Test
    void doesNotWaitForABuildThatDiedWhereThereIsNoFlock() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(root.resolve(".parley"));
        Path holder = root.resolve(".parley/lock.holder");
        Files.createSymbolicLink(holder, Path.of(Long.toString(gone.pid())));
        ProcessBuilder call = tree.builder(temp, List.of(root + "/parley", "up"));
        call.environment().put("PATH", tree.pathWithoutFlock());
        assertThat(LauncherTree.finish(call.start()).exitCode()).isZero();
        assertThat(holder).doesNotExist();
    }

    @Test
    void tellsWhyTheBuildFailed() throws Exception {
        Files.createFile(root.resolve("broken"));
        LauncherTree.Result result = tree.run(temp, List.of(root + "/parley", "up"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("it is broken", "the build failed");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void refusesAnOldJava() throws Exception {
        tree.installJava("11");
        LauncherTree.Result result = tree.run(temp, List.of(root + "/parley", "up"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .isEqualTo("parley: Java 17 or later is needed, on PATH or by JAVA_HOME; found: " + temp
                        + "/jdk/bin/java, version 11\n");
        assertThat(tree.built()).isZero();
    }

    @Test
    void saysWhenJavaIsGone() throws Exception {
        tree.parley("up");
        Files.delete(temp.resolve("jdk/bin/java"));
        LauncherTree.Result result = tree.parley("admin");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("parley: Java 17 or later is needed");
    }

    @Test
    void passesOnOptionsForJava() throws Exception {
        ProcessBuilder call = tree.builder(root, List.of(root + "/parley", "up"));
        call.environment().put("PARLEY_JAVA_OPTS", "-Xmx64m -Da=* ");
        assertThat(LauncherTree.finish(call.start()).out()).contains("\n-Xmx64m\n-Da=*\n-jar\n");
    }

    @Test
    void isNotLedAstrayByTheEnvironment() throws Exception {
        Path decoys = temp.resolve("decoys");
        Files.createDirectories(decoys.resolve(root.getFileName()));
        ProcessBuilder call = tree.builder(temp, List.of("/bin/sh", root.getFileName() + "/parley", "up"));
        call.environment().put("CDPATH", decoys.toString());
        call.environment().put("IFS", "/");
        LauncherTree.Result result = LauncherTree.finish(call.start());
        assertThat(result.errors()).contains("parley: building");
        assertThat(result.out()).endsWith(tree.builds().get(0).resolve("parley.jar") + "\nup\n");
    }
}
