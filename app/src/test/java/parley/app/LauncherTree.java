package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The script at the root, in a tree of its own with a Maven and a Java that only tell what they are asked for. */
final class LauncherTree {

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
            [ ! -w "$0" ] || { env >"$0.env"; locale charmap >"$0.charmap"; umask >"$0.umask"; } 2>/dev/null
            echo "pid $$"; for word in "$@"; do echo "$word"; done
            case "$*" in
                *serve*) exec cat ;;
            esac
            """;

    /** Says that it has begun on whatever is called {@code begun}, and then waits for what comes through {@code gate}. */
    private static final String MAVEN = """
            #!/bin/sh
            here=${0%/*}
            echo build >>"$here/builds"
            env >"$here/environment"
            echo "[INFO] Building Parley bridge 0.1.0 [3/5]"
            [ ! -e "$here/gate" ] || { echo half >"$here/half"; cat "$here/gate"; }
            [ ! -f "$here/broken" ] || { echo "[ERROR] it is broken"; exit 1; }
            for word in "$@"; do
                case $word in
                    -Dparley.jar=*) echo jar >"${word#*=}" ;;
                esac
            done
            """;

    private final Path temp;
    private final Path root;
    private final Path source;
    private final Path jdk;

    record Result(int exitCode, long pid, String out, String errors) {}

    /** @param temp where it is made, under a name that is hard to handle */
    LauncherTree(Path temp) throws IOException {
        this(temp, "the root's\n$HOME *", "jdk");
    }

    LauncherTree(Path temp, String name, String jdk) throws IOException {
        this.temp = temp;
        this.root = Files.createDirectory(temp.resolve(name)).toRealPath();
        this.jdk = temp.resolve(jdk);
        Path launcher = Path.of("..", "parley").toAbsolutePath().normalize();
        script(root.resolve("parley"), Files.readString(launcher));
        script(root.resolve("mvnw"), MAVEN);
        installJava("17");
        Path sources = Files.createDirectories(root.resolve("app/src/main"));
        source = Files.writeString(sources.resolve("Main.java"), "class Main {}");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (Path old : List.of(source, sources, root.resolve("pom.xml"))) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    Path root() {
        return root;
    }

    /** The script in a release, as packages install it. @return where that is */
    Path release() throws IOException {
        Path release = Files.createDirectory(temp.resolve("a release's\n$HOME *"));
        script(
                Files.createDirectory(release.resolve("bin")).resolve("parley"),
                Files.readString(root.resolve("parley")));
        Files.writeString(Files.createDirectory(release.resolve("lib")).resolve("parley.jar"), "jar");
        return release.toRealPath();
    }

    Path source() {
        return source;
    }

    Path jdk() {
        return jdk;
    }

    void installJava(String version) throws IOException {
        script(Files.createDirectories(jdk.resolve("bin")).resolve("java"), JAVA.formatted(version));
    }

    /** What the launcher, and what stands in for Maven and Java, use besides. */
    String pathWithoutFlock() throws IOException {
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

    /** How often Maven was called. */
    int built() throws IOException {
        Path log = root.resolve("builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    /** Where builds are, the oldest first. */
    List<Path> builds() throws IOException {
        try (Stream<Path> builds = Files.list(root.resolve(".parley/builds"))) {
            return builds.filter(build -> Files.exists(build.resolve("parley.jar")))
                    .sorted()
                    .toList();
        }
    }

    /** A source is newer than any build now. */
    void change() throws IOException {
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        for (Path build : Files.exists(root.resolve(".parley/builds")) ? builds() : List.<Path>of()) {
            Files.setLastModifiedTime(
                    build.resolve("sources"), FileTime.from(Instant.now().minusSeconds(30)));
        }
    }

    Path jarOfMaven(String content) throws IOException {
        return Files.writeString(
                Files.createDirectories(root.resolve("app/target")).resolve("parley.jar"), content);
    }

    Result parley(String command) throws IOException, InterruptedException {
        return run(temp, List.of(root + "/parley", command));
    }

    Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        return finish(start(directory, command));
    }

    Process start(Path directory, List<String> command) throws IOException {
        return builder(directory, command).start();
    }

    ProcessBuilder builder(Path directory, List<String> command) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        environment.remove("PARLEY_JAVA_OPTS");
        return builder;
    }

    static Result finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), process.pid(), out, errors);
    }

    static void script(Path path, String content) throws IOException {
        Files.writeString(path, content);
        assertThat(path.toFile().setExecutable(true, false)).isTrue();
    }
}
