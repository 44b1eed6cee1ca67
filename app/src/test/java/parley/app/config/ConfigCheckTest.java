package parley.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.app.Main;

class ConfigCheckTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path file;

    @BeforeEach
    void name() {
        file = temp.resolve("parley.properties");
    }

    /** The exit code; what it says has the file's path as FILE. */
    private int check(String content, String... more) throws IOException {
        Files.writeString(file, content);
        return run(Map.of(), more);
    }

    private int run(Map<String, String> environment, String... more) {
        out.getBuffer().setLength(0);
        errors.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of("config", "check", file.toString()));
        words.addAll(List.of(more));
        return Main.run(environment, new PrintWriter(out), new PrintWriter(errors), words.toArray(String[]::new));
    }

    private List<String> said() {
        assertThat(errors.toString()).isEmpty();
        return out.toString()
                .lines()
                .map(line -> line.replace(file.toString(), "FILE"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0 options",
        "port=1, 1 option",
        "'# nothing\n\nport: 7070\nweb-origin https://a.example\nlimit = 5\n', 3 options"
    })
    void saysInOneLineThatAllIsWell(String content, String options) throws IOException {
        assertThat(check(content)).isZero();
        assertThat(said()).containsExactly("FILE: all is well, " + options);
    }

    @Test
    void saysEverythingThatIsWrongByItsLine() throws IOException {
        assertThat(check("""
                        # a comment
                        prot=1
                        port = nothing
                        rate=5

                        colour=red
                        stream-bytes=\\
                            12
                        log-level=loud
                        rate=6
                        redis=http://:secret@host
                        limit=none
                        """)).isEqualTo(1);
        assertThat(said())
                .containsExactly(
                        "FILE:2: there is no option prot; did you mean port?",
                        "FILE:3: port: 'nothing' is not a port from 0 to 65535",
                        "FILE:4: rate is given again in line 10, which is what counts",
                        "FILE:6: there is no option colour",
                        "FILE:7: stream-bytes: '12' is not a number of bytes of at least 1M, such as 512M",
                        "FILE:9: log-level: 'loud' is none of error, warn, info, debug, trace",
                        "FILE:11: redis: that is not a URI such as redis://:password@host:6379/0, or one that begins with"
                                + " rediss://, redis-sentinel:// or redis-cluster://");
    }

    @Test
    void saysWhatIsWrongWithOptionsTogether() throws IOException {
        Path none = temp.resolve("none.pem");
        assertThat(check("tls-port=7071\n")).isEqualTo(1);
        assertThat(said()).containsExactly("FILE:1: --tls-port needs --tls-cert and --tls-key");
        assertThat(check("port=7071\ntls-key=" + none + "\ntls-cert=" + none
                        + "\ntls-port=7071\nproxy-from=10.0.0.0/33\n"))
                .isEqualTo(1);
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "FILE:1: --port and --tls-port are both 7071",
                        "FILE:2: " + none + ": there is no such file",
                        "FILE:5: --proxy-from: '10.0.0.0/33' is not an address, or a range of addresses such as"
                                + " 10.1.0.0/16");
    }

    @Test
    void looksAtTheFilesForRedisToo() throws IOException {
        Path none = temp.resolve("ca.pem");
        assertThat(check("redis=rediss://localhost\nredis-ca=" + none)).isEqualTo(1);
        assertThat(said()).singleElement().asString().startsWith("FILE:2: ").contains(none.toString());
        assertThat(check("redis-ca=" + none, "--for=up")).isEqualTo(1);
        assertThat(said()).singleElement().asString().startsWith("FILE:1: ").endsWith(" are for --redis");
    }

    @Test
    void saysWhatOneCommandHasNot() throws IOException {
        String both = "port=1\ndata=/tmp\n";
        assertThat(check(both)).isZero();
        assertThat(check(both, "--for", "up")).isZero();
        assertThat(check(both, "--for=bridge")).isEqualTo(1);
        assertThat(said()).containsExactly("FILE:2: data is no option of bridge");
        assertThat(check(both, "--for=archiver")).isEqualTo(1);
        assertThat(said()).containsExactly("FILE:1: port is no option of archiver");
        assertThat(check(both, "--for=chat")).isEqualTo(2);
        assertThat(errors.toString())
                .isEqualTo(
                        "parley config check: --for: 'chat' is none of up, bridge, archiver" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"port=\\u00zz", "rate=1\nport=\\uD\n"})
    void saysWhereALineCannotBeRead(String content) throws IOException {
        assertThat(check(content)).isEqualTo(1);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("FILE:" + content.lines().count() + ": ")
                .contains("\\uxxxx");
    }

    @Test
    void needsAFileThatCanBeRead() throws IOException {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(errors.toString()).contains("there is no file " + file);
        Files.write(file, "port=\u00E4".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(errors.toString()).contains("is neither UTF-8 nor UTF-16 with its mark");
    }

    @Test
    void looksAtThatFileAndAtNothingElse() throws IOException {
        Path other = Files.writeString(temp.resolve("other"), "nonsense=1");
        Files.writeString(file, "rate=7");
        assertThat(run(Map.of("PARLEY_CONFIG", other.toString(), "PARLEY_PORT", "x", "PARLEY_FOR", "chat")))
                .isZero();
        assertThat(said()).containsExactly("FILE: all is well, 1 option");
    }
}
