package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script at the root, in a tree of its own with a Maven and a Java that only tell what they are asked for. */
class LauncherTest {

    /** Serves, when it is told to, until its input ends. */
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                -version) echo "openjdk version \\"%s.0.1\\" 2026-01-01" >&2; exit 0 ;;
                *ArchiveClassesAtExit*) echo "no archive today" >&2; exit 1 ;;
            esac
            for word in "$@"; do
                case $word in
                    */parley.jar) [ "$(cat "$word")" != half ] || exit 1 ;;
                esac
            done
            echo "pid $$"; for word in "$@"; do echo "$word"; done
            case "$*" in
                *serve*) exec cat ;;
            esac
            """;

    /** Says that it has begun on whatever is called {@code begun}, and then waits for what comes through {@code gate}. */
    private static final String MAVEN = """
            #!/bin/sh
            here=$(dirname "$0")
            echo build >>"$here/builds"
            echo "[INFO] Building Parley bridge 0.1.0 [3/5]"
            [ ! -e "$here/gate" ] || { echo half >"$here/half"; cat "$here/gate"; }
            [ ! -f "$here/broken" ] || { echo "[ERROR] it is broken"; exit 1; }
            for word in "$@"; do
                case $word in
                    -Dparley.jar=*) echo jar >"${word#*=}" ;;
                esac
            done
            """;

    @TempDir
    Path temp;

    private Path root;
    private Path source;

    private record Result(int exitCode, long pid, String out, String errors) {}

    @BeforeEach
    void makeATree() throws IOException {
        root = Files.createDirectory(temp.resolve("the root's\n$HOME *")).toRealPath();
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
        assertThat(first.out()).endsWith("-jar\n" + builds().get(0).resolve("parley.jar") + "\nup\na word\n\n");
        assertThat(first.exitCode()).isZero();

        Result second = run(temp, List.of(root + "/parley", "up"));
        assertThat(second.errors()).isEmpty();
        assertThat(second.out()).endsWith("parley.jar\nup\n");
        assertThat(built()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "bridge", "archiver"})
    void buildsAgainForAServerWhenASourceIsNewer(String server) throws Exception {
        parley("up");
        change();
        assertThat(parley(server).errors()).contains("parley: building");
        assertThat(built()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws Exception {
        parley("up");
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(1)));
        parley("up");
        assertThat(built()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "archive", "chat", "--version"})
    void buildsForNobodyElseWhatIsBuilt(String command) throws Exception {
        parley(command);
        assertThat(built()).isEqualTo(1);
        change();
        Result second = parley(command);
        assertThat(second.errors()).isEmpty();
        assertThat(second.out()).endsWith("\n" + command + "\n");
        assertThat(built()).isEqualTo(1);
    }

    @Test
    void takesWhatMavenHasBuilt() throws Exception {
        Path jar = jarOfMaven("jar of Maven");
        Result result = parley("up");
        assertThat(result.errors()).doesNotContain("building");
        assertThat(builds().get(0).resolve("parley.jar")).hasContent("jar of Maven");
        Files.writeString(jar, "the next");
        assertThat(builds().get(0).resolve("parley.jar")).hasContent("jar of Maven");
        change();
        parley("up");
        assertThat(built()).as("it is older than the change").isEqualTo(1);
    }

    @Test
    void takesForOthersThanServersWhateverMavenHasBuilt() throws Exception {
        jarOfMaven("jar of Maven");
        change();
        assertThat(parley("admin").exitCode()).isZero();
        assertThat(built()).isZero();
        parley("up");
        assertThat(built()).isEqualTo(1);
    }

    @Test
    void takesNoHalfOfWhatMavenBuilds() throws Exception {
        jarOfMaven("half");
        parley("up");
        assertThat(built()).isEqualTo(1);
        assertThat(builds().get(0).resolve("parley.jar")).hasContent("jar");
    }

    @Test
    void leavesAServerTheBuildThatItBeganWith() throws Exception {
        Process server = start(temp, List.of(root + "/parley", "up", "serve"));
        BufferedReader out = server.inputReader();
        String jar = awaitJar(out);
        for (int i = 0; i < 3; i++) {
            change();
            parley("up");
            assertThat(Path.of(jar)).exists();
        }
        assertThat(built()).isEqualTo(4);
        assertThat(builds()).as("its own, the last and the one before").hasSize(3);

        server.getOutputStream().close();
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        change();
        parley("up");
        assertThat(Path.of(jar)).doesNotExist();
        assertThat(builds()).hasSize(2);
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
            parley("admin");
        }
        try (Stream<Path> users = Files.list(builds().get(0).resolve("users"))) {
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
        Process first = start(temp, List.of(root + "/parley", "up"));
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

        Result second = parley("up");

        assertThat(second.exitCode()).isZero();
        assertThat(built()).isEqualTo(2);
        assertThat(builds()).hasSize(1);
    }

    @Test
    void isReplacedByJavaSoThatSignalsReachIt() throws Exception {
        parley("up");
        Result result = parley("up");
        assertThat(result.out()).startsWith("pid " + result.pid() + "\n");
    }

    @Test
    void isFoundThroughLinksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(
                temp.resolve("link"), Path.of(root.getFileName().toString(), "parley"));
        Path second = Files.createSymbolicLink(root.resolve("second"), link);
        Result result = run(Path.of("/"), List.of(second.toString(), "x"));
        assertThat(result.out()).endsWith(builds().get(0).resolve("parley.jar") + "\nx\n");
        Result relative = run(root, List.of("/bin/sh", "second", "x"));
        assertThat(relative.out()).isEqualTo(result.out().replace("pid " + result.pid(), "pid " + relative.pid()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasOneBuildAtATime(boolean flock) throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ProcessBuilder call = builder(temp, List.of(root + "/parley", "up"));
            if (!flock) {
                call.environment().put("PATH", pathWithoutFlock());
            }
            all.add(call.start());
        }
        for (Process process : all) {
            Result result = finish(process);
            assertThat(result.exitCode()).as(result.errors()).isZero();
        }
        assertThat(built()).isEqualTo(1);
        assertThat(root.resolve(".parley/lock.holder")).doesNotExist();
    }

    @Test
    void doesNotWaitForABuildThatDiedWhereThereIsNoFlock() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(root.resolve(".parley"));
        Path holder = root.resolve(".parley/lock.holder");
        Files.createSymbolicLink(holder, Path.of(Long.toString(gone.pid())));
        ProcessBuilder call = builder(temp, List.of(root + "/parley", "up"));
        call.environment().put("PATH", pathWithoutFlock());
        assertThat(finish(call.start()).exitCode()).isZero();
        assertThat(holder).doesNotExist();
    }

    /** What the launcher, and what stands in for Maven and Java, use besides. */
    private String pathWithoutFlock() throws IOException {
        Path directory = temp.resolve("bin");
        if (Files.notExists(directory)) {
            Files.createDirectory(directory);
            for (String tool :
                    ("cat cp date dirname env find grep head ln mkdir mkfifo mktemp mv readlink rm rmdir sed sh sleep"
                                    + " tail tee touch")
                            .split(" ")) {
                for (String place : List.of("/bin", "/usr/bin")) {
                    Path program = Path.of(place, tool);
                    if (Files.isExecutable(program)) {
                        script(directory.resolve(tool), "#!/bin/sh\nexec " + program + " \"$@\"\n");
                    }
                }
            }
        }
        return directory.toString();
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
        assertThat(built()).isZero();
    }

    @Test
    void saysWhenJavaIsGone() throws Exception {
        parley("up");
        Files.delete(temp.resolve("jdk/bin/java"));
        Result result = parley("admin");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("parley: Java 17 or later is needed");
    }

    @Test
    void passesOnOptionsForJava() throws Exception {
        ProcessBuilder call = builder(root, List.of(root + "/parley", "up"));
        call.environment().put("PARLEY_JAVA_OPTS", "-Xmx64m -Da=* ");
        assertThat(finish(call.start()).out()).contains("\n-Xmx64m\n-Da=*\n-jar\n");
    }

    @Test
    void isNotLedAstrayByTheEnvironment() throws Exception {
        Path decoys = temp.resolve("decoys");
        Files.createDirectories(decoys.resolve(root.getFileName()));
        ProcessBuilder call = builder(temp, List.of("/bin/sh", root.getFileName() + "/parley", "up"));
        call.environment().put("CDPATH", decoys.toString());
        call.environment().put("IFS", "/");
        Result result = finish(call.start());
        assertThat(result.errors()).contains("parley: building");
        assertThat(result.out()).endsWith(builds().get(0).resolve("parley.jar") + "\nup\n");
    }

    /** How often Maven was called. */
    private int built() throws IOException {
        Path log = root.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    /** Where builds are, the oldest first. */
    private List<Path> builds() throws IOException {
        try (Stream<Path> builds = Files.list(root.resolve(".parley/builds"))) {
            return builds.filter(build -> Files.exists(build.resolve("parley.jar")))
                    .sorted()
                    .toList();
        }
    }

    /** A source is newer than any build now. */
    private void change() throws IOException {
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        for (Path build : Files.exists(root.resolve(".parley/builds")) ? builds() : List.<Path>of()) {
            Files.setLastModifiedTime(
                    build.resolve("sources"), FileTime.from(Instant.now().minusSeconds(30)));
        }
    }

    private Path jarOfMaven(String content) throws IOException {
        return Files.writeString(
                Files.createDirectories(root.resolve("app/target")).resolve("parley.jar"), content);
    }

    private Result parley(String command) throws IOException, InterruptedException {
        return run(temp, List.of(root + "/parley", command));
    }

    private Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        return finish(start(directory, command));
    }

    private Process start(Path directory, List<String> command) throws IOException {
        return builder(directory, command).start();
    }

    private ProcessBuilder builder(Path directory, List<String> command) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", temp.resolve("jdk").toString());
        environment.remove("PARLEY_JAVA_OPTS");
        return builder;
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
