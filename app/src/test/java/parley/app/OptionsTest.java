package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.app.options.WebPort;
import picocli.CommandLine.Model.CommandSpec;

/** The options of {@code up}, wherever they come from. */
class OptionsTest {

    @TempDir
    Path temp;

    @Test
    void haveTheDefaultsThatTheManualNames() {
        CommandSpec up = up(Map.of());
        assertThat(value(up, "--host")).isEqualTo("127.0.0.1");
        assertThat(value(up, "--port")).isEqualTo(7070);
        assertThat(value(up, "--rate")).isEqualTo(10);
        assertThat(value(up, "--byte-rate")).isEqualTo(4096);
        assertThat(value(up, "--max-sessions")).isNull();
        assertThat(value(up, "--max-per-address")).isEqualTo(100);
        assertThat(value(up, "--connect-rate")).isEqualTo(120);
        assertThat(value(up, "--tls-port")).isNull();
        assertThat(value(up, "--tls-cert")).isNull();
        assertThat(value(up, "--tls-key")).isNull();
        assertThat(value(up, "--web-port")).isNull();
        assertThat(value(up, "--web-origin")).isEqualTo(Set.of());
        assertThat(value(up, "--web-tls")).isEqualTo(false);
        assertThat(value(up, "--max-line")).isEqualTo(4096);
        assertThat(value(up, "--max-whispers")).isEqualTo(1000);
        assertThat(value(up, "--stream-messages")).isEqualTo(2_000_000);
        assertThat(value(up, "--stream-bytes")).isEqualTo(536_870_912L);
        assertThat(value(up, "--admin-socket")).isNull();
        assertThat(value(up, "--redis")).isNull();
        assertThat(value(up, "--data")).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(value(up, "--http-port")).isEqualTo(0);
    }

    @Test
    void comeFromTheCommandLine() {
        CommandSpec up = up(
                Map.of(),
                "--host=0.0.0.0",
                "--port",
                "1",
                "--rate=0",
                "--byte-rate=0",
                "--max-sessions=5",
                "--max-per-address=0",
                "--connect-rate=0",
                "--tls-port=0",
                "--tls-cert=/c.pem",
                "--tls-key=/k.pem",
                "--web-port=off",
                "--web-origin=https://a.example, http://b.example:8080",
                "--web-tls",
                "--max-line=64",
                "--max-whispers=1",
                "--stream-messages=1",
                "--stream-bytes=2G",
                "--admin-socket=/tmp/a.sock",
                "--redis=redis://:secret@h:1/2",
                "--data=" + temp,
                "--http-port=65535");
        assertThat(value(up, "--host")).isEqualTo("0.0.0.0");
        assertThat(value(up, "--port")).isEqualTo(1);
        assertThat(value(up, "--rate")).isEqualTo(0);
        assertThat(value(up, "--byte-rate")).isEqualTo(0);
        assertThat(value(up, "--max-sessions")).isEqualTo(5);
        assertThat(value(up, "--max-per-address")).isEqualTo(0);
        assertThat(value(up, "--connect-rate")).isEqualTo(0);
        assertThat(value(up, "--tls-port")).isEqualTo(0);
        assertThat(value(up, "--tls-cert")).isEqualTo(Path.of("/c.pem"));
        assertThat(value(up, "--tls-key")).isEqualTo(Path.of("/k.pem"));
        assertThat(value(up, "--web-port")).isEqualTo(WebPort.OFF);
        assertThat(value(up, "--web-origin")).isEqualTo(Set.of("https://a.example", "http://b.example:8080"));
        assertThat(value(up, "--web-tls")).isEqualTo(true);
        assertThat(value(up, "--max-line")).isEqualTo(64);
        assertThat(value(up, "--max-whispers")).isEqualTo(1);
        assertThat(value(up, "--stream-messages")).isEqualTo(1);
        assertThat(value(up, "--stream-bytes")).isEqualTo(2_147_483_648L);
        assertThat(value(up, "--admin-socket")).isEqualTo(Path.of("/tmp/a.sock"));
        assertThat(value(up, "--redis")).isEqualTo("redis://:secret@h:1/2");
        assertThat(value(up, "--data")).isEqualTo(temp);
        assertThat(value(up, "--http-port")).isEqualTo(65535);
    }

    @Test
    void areTakenFromTheLineThenTheEnvironmentThenTheFile() throws IOException {
        String file = file("port=1\nhttp-port = 2\n# a comment\nrate: 3\n");
        Map<String, String> environment = Map.of("PARLEY_HTTP_PORT", "12", "PARLEY_PORT", "11");

        CommandSpec up = up(environment, "--config", file, "--port=21");

        assertThat(value(up, "--port")).isEqualTo(21);
        assertThat(value(up, "--http-port")).isEqualTo(12);
        assertThat(value(up, "--rate")).isEqualTo(3);
        assertThat(value(up, "--max-line")).isEqualTo(4096);
    }

    @Test
    void mayBeInAFileThatTheEnvironmentNames() throws IOException {
        assertThat(value(up(Map.of("PARLEY_CONFIG", file("port=1"))), "--port")).isEqualTo(1);
    }

    @Test
    void areNotSetByAnEmptyVariable() {
        assertThat(value(up(Map.of("PARLEY_PORT", "", "PARLEY_CONFIG", "")), "--port"))
                .isEqualTo(7070);
    }

    @Test
    void keepTheirDollarSigns() {
        assertThat(value(up(Map.of("PARLEY_DATA", "/a/${user.home}$$b")), "--data"))
                .isEqualTo(Path.of("/a/${user.home}$$b"));
    }

    @Test
    void ofOtherCommandsMayStandInAFileThatServesAll() throws IOException {
        CommandSpec admin = parsed(Map.of(), "admin", "--config", file("data=x\nport=1\nadmin-socket=/s"), "users");
        assertThat(value(admin, "--admin-socket")).isEqualTo(Path.of("/s"));
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
        assertThat(value(parsed(Map.of(), words), "--data")).isEqualTo(Path.of("/line"));
        CommandSpec archive = parsed(Map.of("PARLEY_DATA", "/environment"), words);
        assertThat(value(archive, "--data")).isEqualTo(Path.of("/line"));
        assertThat(value(archive, "--json")).isEqualTo(true);
    }

    @Test
    void ofTheArchiveComeFromTheEnvironmentToo() {
        CommandSpec archive = parsed(Map.of("PARLEY_DATA", "/environment", "PARLEY_JSON", "true"), "archive", "verify");
        assertThat(value(archive, "--data")).isEqualTo(Path.of("/environment"));
        assertThat(value(archive, "--json")).isEqualTo(true);
    }

    private String file(String content) throws IOException {
        return Files.writeString(temp.resolve("parley.properties"), content).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE"})
    void comeFromAFileWhicheverEditorWroteIt(String encoding) throws IOException {
        String mark = encoding.equals("UTF-16") ? "" : "\uFEFF";
        Path file = Files.writeString(
                temp.resolve("parley.conf"),
                mark + "port=7\r\nhost = example.org \t\r\n# ümläut\r\ndata=" + temp.resolve("dätä") + "  ",
                Charset.forName(encoding));
        CommandSpec up = up(Map.of(), "--config=" + file);
        assertThat(value(up, "--port")).isEqualTo(7);
        assertThat(value(up, "--host")).isEqualTo("example.org");
        assertThat(value(up, "--data")).isEqualTo(temp.resolve("dätä"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://10.0.0.1:7070", "udp://10.0.0.1:7070"})
    void passOverWhatContainerSystemsSay(String value) {
        CommandSpec up = up(Map.of("PARLEY_PORT", value, "PARLEY_HTTP_PORT", value, "PARLEY_RATE", "3"));
        assertThat(value(up, "--port")).isEqualTo(7070);
        assertThat(value(up, "--rate")).isEqualTo(3);
    }

    private static CommandSpec up(Map<String, String> environment, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "up";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return parsed(environment, all);
    }

    /** The command that was named, its options set. */
    private static CommandSpec parsed(Map<String, String> environment, String... arguments) {
        return Main.commandLine(environment).parseArgs(arguments).subcommand().commandSpec();
    }

    private static @Nullable Object value(CommandSpec command, String option) {
        return command.findOption(option).getValue();
    }
}
