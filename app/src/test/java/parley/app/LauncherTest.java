package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, in a tree of its own with a Maven and a Java that only tell what they are asked for. */
class LauncherTest {

    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-version*) echo "openjdk version \\"%s.0.1\\" 2026-01-01" >&2 ;;
                *ArchiveClassesAtExit*) echo "no archive today" >&2; exit 1 ;;
                *) echo "pid $$"; for word in "$@"; do echo "$word"; done ;;
            esac
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>"$(dirname "$0")/builds"
            echo "[INFO] Building Parley bridge 0.1.0 [3/5]"
            [ ! -f "$(dirname "$0")/broken" ] || { echo "[ERROR] it is broken"; exit 1; }
            mkdir -p "$(dirname "$0")/app/target" && sleep 0.2 && echo jar >"$(dirname "$0")/app/target/parley.jar"
            """;

    @TempDir
    Path temp;

    private Path root;
    private Path source;

    private record Result(int exitCode, long pid, String out, String errors) {}

    @BeforeEach
    void makeATree() throws IOException {
        root = Files.createDirectory(temp.resolve("the root")).toRealPath();
        Path launcher = Path.of("..", "parley").toAbsolutePath().normalize();
        script(root.resolve("parley"), Files.readString(launcher));
        script(root.resolve("mvnw"), MAVEN);
        script(Files.createDirectories(temp.resolve("jdk/bin")).resolve("java"), JAVA.formatted("17"));
        Path sources = Files.createDirectories(root.resolve("app/src/main"));
        source = Files.writeString(sources.resolve("Main.java"), "class Main {}");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (Path old : List.of(source, sources, root.resolve("pom.xml"))) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    @Test
    void buildsOnceAndSaysSoOnStandardError() throws Exception {
        Result first = run(temp, List.of(root + "/parley", "up", "a word", ""));
        assertThat(first.errors()).contains("parley: building", "bridge").doesNotContain("[INFO]");
        assertThat(first.out()).endsWith("-jar\n" + root + "/app/target/parley.jar\nup\na word\n\n");
        assertThat(first.exitCode()).isZero();

        Result second = run(temp, List.of(root + "/parley", "up"));
        assertThat(second.errors()).isEmpty();
        assertThat(second.out()).endsWith("parley.jar\nup\n");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run(temp, List.of(root + "/parley"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(run(temp, List.of(root + "/parley")).errors()).contains("parley: building");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void isReplacedByJavaSoThatSignalsReachIt() throws Exception {
        run(temp, List.of(root + "/parley"));
        Result result = run(temp, List.of(root + "/parley"));
        assertThat(result.out()).startsWith("pid " + result.pid() + "\n");
    }

    @Test
    void isFoundThroughLinksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("the root", "parley"));
        Path second = Files.createSymbolicLink(root.resolve("second"), link);
        Result result = run(Path.of("/"), List.of(second.toString(), "x"));
        assertThat(result.out()).endsWith(root + "/app/target/parley.jar\nx\n");
    }

    @Test
    void hasOneBuildAtATime() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(start(temp, List.of(root + "/parley")));
        }
        for (Process process : all) {
            assertThat(finish(process).exitCode()).isZero();
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void doesNotWaitForABuildThatDied() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(root.resolve("target/launcher"));
        Files.createSymbolicLink(root.resolve("target/launcher/lock"), Path.of(Long.toString(gone.pid())));
        assertThat(run(temp, List.of(root + "/parley")).exitCode()).isZero();
        assertThat(root.resolve("target/launcher/lock")).doesNotExist();
    }

    @Test
    void tellsWhyTheBuildFailed() throws Exception {
        Files.createFile(root.resolve("broken"));
        Result result = run(temp, List.of(root + "/parley", "up"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors()).contains("it is broken", "the build failed");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void refusesAnOldJava() throws Exception {
        script(temp.resolve("jdk/bin/java"), JAVA.formatted("11"));
        Result result = run(temp, List.of(root + "/parley", "up"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .isEqualTo("parley: Java 17 or later is needed, on PATH or by JAVA_HOME; found: " + temp
                        + "/jdk/bin/java, version 11\n");
        assertThat(builds()).isEmpty();
    }

    @Test
    void passesOnOptionsForJava() throws Exception {
        Result result =
                run(temp, List.of("/bin/sh", "-c", "PARLEY_JAVA_OPTS='-Xmx64m -Da=b' exec '" + root + "/parley' up"));
        assertThat(result.out()).contains("\n-Xmx64m\n-Da=b\n-jar\n");
    }

    private List<String> builds() throws IOException {
        Path log = root.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        return finish(start(directory, command));
    }

    private Process start(Path directory, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", temp.resolve("jdk").toString());
        environment.remove("PARLEY_JAVA_OPTS");
        return builder.start();
    }

    private static Result finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), process.pid(), out, errors);
    }

    private static void script(Path path, String content) throws IOException {
        Files.writeString(path, content);
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }
}
