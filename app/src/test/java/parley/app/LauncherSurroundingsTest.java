package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script at the root among foreign variables, locales, names, and in trees that it may not change. */
class LauncherSurroundingsTest {

    private static final Set<PosixFilePermission> WRITE = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    @TempDir
    Path temp;

    private LauncherTree tree;

    @BeforeEach
    void makeATree() throws IOException {
        // Others have to get there.
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        tree = new LauncherTree(temp);
    }

    @AfterEach
    void letItBeDeleted() throws IOException {
        for (Path path : all()) {
            if (Files.isDirectory(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    static List<Map<String, String>> locales() {
        return List.of(
                Map.of(),
                Map.of("LC_ALL", "C"),
                Map.of("LC_ALL", "POSIX"),
                Map.of("LC_ALL", "de_XX.UTF-8"),
                Map.of("LC_CTYPE", "UTF-8"),
                Map.of("LANG", "de_XX.UTF-8"),
                Map.of("LANG", "de_XX.UTF-8", "LC_CTYPE", "C"),
                Map.of("LANG", "C.UTF-8", "LC_ALL", "C"));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void alwaysHaveJavaReadUtf8(Map<String, String> locale) throws Exception {
        ProcessBuilder call = withoutLocale(tree.builder(temp, List.of(tree.root() + "/parley", "up")));
        call.environment().putAll(locale);
        assertThat(LauncherTree.finish(call.start()).exitCode()).isZero();
        assertThat(beside("charmap")).hasContent("UTF-8");
    }

    @Test
    void leaveALocaleThatReadsUtf8() throws Exception {
        ProcessBuilder call = withoutLocale(tree.builder(temp, List.of(tree.root() + "/parley", "up")));
        call.environment().put("LANG", "C.UTF-8");
        LauncherTree.finish(call.start());
        assertThat(Files.readAllLines(beside("env"))).contains("LANG=C.UTF-8").noneMatch(set -> set.startsWith("LC_"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leaveJavaASignalForTheFlightRecorder() throws Exception {
        ProcessBuilder call = tree.builder(temp, List.of(tree.root() + "/parley", "up"));
        call.environment().put("_JAVA_SR_SIGNUM", "12");
        LauncherTree.finish(call.start());
        assertThat(Files.readAllLines(beside("env"))).contains("_JAVA_SR_SIGNUM=50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "077", "777"})
    void haveJavaKeepWhatItMakesToItsUser(String umask) throws Exception {
        ProcessBuilder call = tree.builder(
                temp, List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh", tree.root() + "/parley", "up"));
        assertThat(LauncherTree.finish(call.start()).exitCode()).isZero();
        assertThat(beside("umask")).content().endsWith("077\n");
        Set<PosixFilePermission> others = PosixFilePermissions.fromString("---rwxrwx");
        boolean shared = umask.equals("000") || umask.equals("022");
        assertThat(tree.builds()).isNotEmpty().allSatisfy(build -> {
            assertThat(build).isReadable().isWritable();
            assertThat(Files.getPosixFilePermissions(build).stream().anyMatch(others::contains))
                    .as("what is built is shared as the umask says")
                    .isEqualTo(shared);
        });
    }

    private static ProcessBuilder withoutLocale(ProcessBuilder call) {
        call.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        return call;
    }

    private Path beside(String what) {
        return tree.jdk().resolve("bin/java." + what);
    }

    static List<Map<String, String>> foreign() throws IOException {
        Path script = Files.createTempFile("foreign", ".sh");
        script.toFile().deleteOnExit();
        Files.writeString(script, "echo foreign; cd /; exit 3\n");
        return List.of(
                Map.of("ENV", script.toString(), "BASH_ENV", script.toString()),
                Map.of("CDPATH", "/:.", "IFS", "/e", "PS4", "$(echo foreign)", "OLDPWD", "/", "PWD", "/nowhere"),
                Map.of("POSIXLY_CORRECT", "1", "GREP_OPTIONS", "-v", "TAR_OPTIONS", "-v", "LS_COLORS", "x"),
                Map.of(
                        "MAVEN_OPTS",
                        "-Xmx1k",
                        "MAVEN_ARGS",
                        "--help",
                        "MAVEN_PROJECTBASEDIR",
                        "/a\nb",
                        "M2_HOME",
                        "/no"),
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx1k", "JDK_JAVA_OPTIONS", "-version", "_JAVA_OPTIONS", "-Xms1t"),
                Map.of(
                        "CLASSPATH",
                        "/nowhere",
                        "JAVA_OPTS",
                        "-version",
                        "PARLEY",
                        "x",
                        "root",
                        "/",
                        "state",
                        "/nowhere"),
                Map.of(
                        "java",
                        "/bin/false",
                        "build",
                        "/",
                        "serves",
                        "no",
                        "heeds_hup",
                        "false",
                        "held",
                        "/",
                        "jar",
                        "x"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void pass(Map<String, String> foreign) throws Exception {
        ProcessBuilder call = tree.builder(temp, List.of(tree.root() + "/parley", "up"));
        call.environment().putAll(foreign);
        LauncherTree.Result result = LauncherTree.finish(call.start());
        assertThat(result.errors()).isEqualTo("""
                        parley: building; the first time takes a few minutes, and then again when the sources change
                        parley:   bridge
                        parley: preparing quick starts
                        """);
        assertThat(result.out()).startsWith("pid ").endsWith(jar() + "\nup\n");
        assertThat(Files.readString(tree.root().resolve("environment")))
                .doesNotContainPattern("(?m)^(MAVEN|M2|JAVA_TOOL)_");
        assertThat(Files.readString(beside("env"))).doesNotContainPattern("(?m)^_?(JAVA|JDK_JAVA|JAVA_TOOL)_OPTIONS");
    }

    @Test
    void passFunctionsOfBash() throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeThat(bash).isExecutable();
        ProcessBuilder call = tree.builder(temp, List.of(bash.toString(), "--posix", tree.root() + "/parley", "up"));
        for (String name : List.of("cd", "find", "sed", "mkdir", "cat", "printf", "locale", "env")) {
            call.environment().put("BASH_FUNC_" + name + "%%", "() { echo foreign; return 1; }");
        }
        LauncherTree.Result result = LauncherTree.finish(call.start());
        assertThat(result.out()).doesNotContain("foreign").endsWith(jar() + "\nup\n");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b",
                "tier=prod 2\n",
                "-dash",
                "ümläut ☃",
                "it's \"quoted\" $(false) `x` \\ *?[a]",
                " ",
                "a;b&c|d<e>f#"
            })
    void areDirectoriesOfAnyName(String name) throws Exception {
        tree = new LauncherTree(temp, name, "jdk of " + name);
        LauncherTree.Result first = tree.run(tree.root(), List.of("./parley", "up", "--data", name, ""));
        assertThat(first.exitCode()).as(first.errors()).isZero();
        assertThat(first.out()).endsWith("-jar\n" + jar() + "\nup\n--data\n" + name + "\n\n");
        LauncherTree.Result second = tree.parley("up");
        assertThat(second.errors())
                .as("the Java that it was prepared for is known again")
                .isEmpty();
        assertThat(tree.built()).isEqualTo(1);
    }

    /** To Java, a colon stands between two files. */
    @Test
    void areDirectoriesThatJavaTakesForSeveral() throws Exception {
        tree = new LauncherTree(temp, "a:b", "jdk");
        tree.jarOfMaven("jar of Maven");
        LauncherTree.Result result = tree.parley("up");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.out()).endsWith("-jar\n/proc/self/fd/8\nup\n");
    }

    /** Before a part of a file it has {@code !/}. */
    @Test
    void areNoDirectoriesThatJavaTakesForAFile() throws Exception {
        tree = new LauncherTree(temp, "so!", "jdk");
        LauncherTree.Result result = tree.parley("up");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .isEqualTo("parley: Java can't compile in a directory with : in its name, or ! at the end of it: "
                        + tree.root() + "\n");
    }

    static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx24m",
                "-Xmx16777216",
                "-Xmx1g",
                "-XX:MaxHeapSize=32m",
                "-Xms8m",
                "-XX:InitialHeapSize=8m",
                "-XX:MinHeapSize=64m",
                "-Xmn4m",
                "-XX:NewSize=64m",
                "-XX:MinHeapFreeRatio=40",
                "-XX:MaxHeapFreeRatio=5 -XX:MinHeapFreeRatio=1",
                "-XX:MaxRAM=100m"));
        for (String collector : List.of("Serial", "Parallel", "G1", "Z")) {
            options.add("-XX:+Use" + collector + "GC");
        }
        return options;
    }

    /** Two collectors, or a heap that begins larger than it may grow: Java refuses that. */
    @ParameterizedTest
    @MethodSource("options")
    void areOptionsForJavaWhichWin(String options) throws Exception {
        ProcessBuilder call = tree.builder(temp, List.of(tree.root() + "/parley", "up"));
        call.environment().put("PARLEY_JAVA_OPTS", options);
        String out = LauncherTree.finish(call.start()).out();
        List<String> words =
                out.lines().skip(1).takeWhile(word -> !word.equals("-jar")).toList();
        assertThat(words).containsSubsequence(options.split(" "));

        List<String> java = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        java.addAll(words);
        java.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        Process real = new ProcessBuilder(java).start();
        LauncherTree.Result result = LauncherTree.finish(real);
        assertThat(result.exitCode()).as(result.errors()).isZero();
        if (options.startsWith("-XX:+Use")) {
            assertThat(result.errors() + result.out())
                    .containsPattern(options.substring(5) + " += true .*command line");
        }
    }

    @Test
    void nameADirectoryForWhatIsUnpacked() throws Exception {
        ProcessBuilder call = tree.builder(temp, List.of(tree.root() + "/parley", "up"));
        call.environment().put("TMPDIR", temp.toString());
        assertThat(LauncherTree.finish(call.start()).out()).contains("\n-Djava.io.tmpdir=" + temp + "\n");
        call.environment().put("TMPDIR", temp + "/nowhere");
        assertThat(LauncherTree.finish(call.start()).out()).doesNotContain("java.io.tmpdir");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areTreesThatOthersMayOnlyRead(boolean flock) throws Exception {
        tree.parley("up");
        forbidWriting();
        for (String command : List.of("up", "admin")) {
            LauncherTree.Result result = somebodyElses(flock, command);
            assertThat(result.errors()).isEmpty();
            assertThat(result.out()).endsWith(jar() + "\n" + command + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areTreesThatOthersMayOnlyReadAndAnotherJava(boolean flock) throws Exception {
        tree.parley("up");
        Path java = tree.jdk().resolve("bin/java");
        Path other = Files.createDirectories(temp.resolve("other/bin")).resolve("java");
        Files.copy(java, other);
        assertThat(other.toFile().setExecutable(true, false)).isTrue();
        forbidWriting();
        LauncherTree.Result result =
                somebodyElses(flock, "up", "JAVA_HOME", temp.resolve("other").toString());
        assertThat(result.errors()).isEmpty();
        assertThat(result.out()).doesNotContain("SharedArchiveFile").endsWith(jar() + "\nup\n");
    }

    @Test
    void areTreesThatOthersMayOnlyReadAndThatHaveChanged() throws Exception {
        tree.parley("up");
        tree.change();
        forbidWriting();
        LauncherTree.Result result = somebodyElses(true, "up");
        assertThat(result.errors())
                .isEqualTo("parley: the sources are newer than what is built, which is run, as " + tree.root()
                        + "/.parley can't be written\n");
        assertThat(result.out()).endsWith(jar() + "\nup\n");
    }

    @Test
    void areTreesThatOthersMayOnlyReadAndMavenHasBuilt() throws Exception {
        Path jar = tree.jarOfMaven("jar of Maven");
        forbidWriting();
        LauncherTree.Result result = somebodyElses(true, "up");
        assertThat(result.errors()).isEmpty();
        assertThat(result.out()).endsWith("-jar\n" + jar + "\nup\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".parley", ".parley/builds"})
    void areTreesWhereNothingIsBuiltNorCanBe(String made) throws Exception {
        Files.createDirectories(tree.root().resolve(made));
        forbidWriting();
        for (boolean flock : new boolean[] {true, false}) {
            LauncherTree.Result result = somebodyElses(flock, "up");
            assertThat(result.errors())
                    .isEqualTo(
                            "parley: nothing that this user may run is built, and it can't be built, as " + tree.root()
                                    + "/.parley can't be written; whoever may, has to run " + tree.root()
                                    + "/parley --version once\n");
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
        }
    }

    private void forbidWriting() throws IOException {
        for (Path path : all()) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
            mode.removeAll(WRITE);
            mode.add(PosixFilePermission.OTHERS_READ);
            if (mode.contains(PosixFilePermission.OWNER_EXECUTE)) {
                mode.add(PosixFilePermission.OTHERS_EXECUTE);
            }
            Files.setPosixFilePermissions(path, mode);
        }
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> tree = Files.walk(this.tree.root())) {
            return tree.toList();
        }
    }

    /** Who may read and no more: where the tests have root's rights, which are above modes, a user without them. */
    private LauncherTree.Result somebodyElses(boolean flock, String command, String... variable)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        if (Files.isWritable(tree.root())) {
            line.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        line.addAll(List.of(tree.root() + "/parley", command));
        ProcessBuilder call = tree.builder(Path.of("/"), line);
        if (variable.length > 0) {
            call.environment().put(variable[0], variable[1]);
        }
        if (!flock) {
            String path = tree.pathWithoutFlock();
            Files.setPosixFilePermissions(Path.of(path), PosixFilePermissions.fromString("rwxr-xr-x"));
            call.environment().put("PATH", path);
            if (line.get(0).equals("setpriv")) {
                call.command().set(0, "/usr/bin/setpriv");
            }
        }
        return LauncherTree.finish(call.start());
    }

    /** The only build's, as the launcher names it. */
    private Path jar() throws IOException {
        return tree.builds().get(0).resolve("parley.jar");
    }
}
