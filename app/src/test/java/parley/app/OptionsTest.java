package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of {@code up}, wherever they come from. */
class OptionsTest {

    @TempDir
    Path temp;

    @Test
    void haveTheDefaultsThatTheManualNames() {
        UpCommand up = up(Map.of());
        assertThat(up.bridge.host).isEqualTo("127.0.0.1");
        assertThat(up.bridge.port).isEqualTo(7070);
        assertThat(up.bridge.rate).isEqualTo(10);
        assertThat(up.bridge.maxSessions).isNull();
        assertThat(up.bridge.maxPerAddress).isEqualTo(100);
        assertThat(up.bridge.maxLine).isEqualTo(4096);
        assertThat(up.bridge.maxWhispers).isEqualTo(1000);
        assertThat(up.bridge.adminSocket).isNull();
        assertThat(up.redis.uri).isNull();
        assertThat(up.redis.uriOrLocal()).isEqualTo("redis://127.0.0.1:6379");
        assertThat(up.data.directory).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(up.http.port).isZero();
    }

    @Test
    void comeFromTheCommandLine() {
        UpCommand up = up(
                Map.of(),
                "--host=0.0.0.0",
                "--port",
                "1",
                "--rate=0",
                "--max-sessions=5",
                "--max-per-address=0",
                "--max-line=64",
                "--max-whispers=1",
                "--admin-socket=/tmp/a.sock",
                "--redis=redis://:secret@h:1/2",
                "--data=" + temp,
                "--http-port=65535");
        assertThat(up.bridge.host).isEqualTo("0.0.0.0");
        assertThat(up.bridge.port).isEqualTo(1);
        assertThat(up.bridge.rate).isZero();
        assertThat(up.bridge.maxSessions).isEqualTo(5);
        assertThat(up.bridge.maxPerAddress).isZero();
        assertThat(up.bridge.maxLine).isEqualTo(64);
        assertThat(up.bridge.maxWhispers).isEqualTo(1);
        assertThat(up.bridge.adminSocket).isEqualTo(Path.of("/tmp/a.sock"));
        assertThat(up.redis.uri).isEqualTo("redis://:secret@h:1/2");
        assertThat(up.data.directory).isEqualTo(temp);
        assertThat(up.http.port).isEqualTo(65535);
    }

    @Test
    void areTakenFromTheLineThenTheEnvironmentThenTheFile() throws IOException {
        String file = file("port=1\nhttp-port = 2\n# a comment\nrate: 3\n");
        Map<String, String> environment = Map.of("PARLEY_HTTP_PORT", "12", "PARLEY_PORT", "11");

        UpCommand up = up(environment, "--config", file, "--port=21");

        assertThat(up.bridge.port).isEqualTo(21);
        assertThat(up.http.port).isEqualTo(12);
        assertThat(up.bridge.rate).isEqualTo(3);
        assertThat(up.bridge.maxLine).isEqualTo(4096);
    }

    @Test
    void mayBeInAFileThatTheEnvironmentNames() throws IOException {
        assertThat(up(Map.of("PARLEY_CONFIG", file("port=1"))).bridge.port).isEqualTo(1);
    }

    @Test
    void areNotSetByAnEmptyVariable() {
        assertThat(up(Map.of("PARLEY_PORT", "", "PARLEY_CONFIG", "")).bridge.port)
                .isEqualTo(7070);
    }

    @Test
    void keepTheirDollarSigns() {
        assertThat(up(Map.of("PARLEY_DATA", "/a/${user.home}$$b")).data.directory)
                .isEqualTo(Path.of("/a/${user.home}$$b"));
    }

    @Test
    void ofOtherCommandsMayStandInAFileThatServesAll() throws IOException {
        var admin =
                (AdminCommand) parsed(Map.of(), "admin", "--config", file("data=x\nport=1\nadmin-socket=/s"), "users");
        assertThat(admin.socket).isEqualTo(Path.of("/s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive --data=/line --json search hi",
                "archive search --data=/line --json hi",
                "archive --json search hi --data /line",
                "archive search hi --config CONFIG --data /line"
            })
    void ofTheArchiveMayStandBeforeAndAfterItsCommand(String line) throws IOException {
        String[] words = line.replace("CONFIG", file("data=/file\njson=true")).split(" ");
        assertThat(((ArchiveCommand) parsed(Map.of(), words)).data.directory).isEqualTo(Path.of("/line"));
        var archive = (ArchiveCommand) parsed(Map.of("PARLEY_DATA", "/environment"), words);
        assertThat(archive.data.directory).isEqualTo(Path.of("/line"));
        assertThat(archive.json).isTrue();
    }

    @Test
    void ofTheArchiveComeFromTheEnvironmentToo() {
        var archive = (ArchiveCommand)
                parsed(Map.of("PARLEY_DATA", "/environment", "PARLEY_JSON", "true"), "archive", "verify");
        assertThat(archive.data.directory).isEqualTo(Path.of("/environment"));
        assertThat(archive.json).isTrue();
    }

    private String file(String content) throws IOException {
        return Files.writeString(temp.resolve("parley.properties"), content).toString();
    }

    private static UpCommand up(Map<String, String> environment, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "up";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return (UpCommand) parsed(environment, all);
    }

    private static Object parsed(Map<String, String> environment, String... arguments) {
        return Main.commandLine(environment)
                .parseArgs(arguments)
                .subcommand()
                .commandSpec()
                .userObject();
    }
}
