package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is told in one line on standard error, with exit code 2. */
class WrongOptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --prot=3                    | unknown option --prot=3; did you mean --port?
                    --prot 3                    | unknown option --prot; did you mean --port?
                    -x                          | unknown option -x
                    word                        | unknown argument word
                    --port                      | Missing required parameter for option '--port' (PORT)
                    --port 1 --port 2           | option '--port' (PORT) should be specified only once
                    --port=65536                | --port: '65536' is not a port from 0 to 65535
                    --port=-1                   | --port: '-1' is not a port from 0 to 65535
                    --http-port=http            | --http-port: 'http' is not a port from 0 to 65535
                    --web-port=on               | --web-port: 'on' is not off, or a port from 0 to 65535
                    --web-origin=chat           | --web-origin: 'chat' is not an origin such as https://chat.example.org
                    --proxy-from=10.0.0.0/33    | --proxy-from: '10.0.0.0/33' is not an address, or a range of addresses such as 10.1.0.0/16
                    --proxy-from=10.0.0.1,lb    | --proxy-from: 'lb' is not an address, or a range of addresses such as 10.1.0.0/16
                    --rate=-1                   | --rate: '-1' is not a number of at least 0
                    --byte-rate=4k              | --byte-rate: '4k' is not a number of at least 0
                    --max-line=0                | --max-line: '0' is not a number from 1 to 65535
                    --max-line=65536            | --max-line: '65536' is not a number from 1 to 65535
                    --max-sessions=0            | --max-sessions: '0' is not a number of at least 1
                    --max-whispers=0            | --max-whispers: '0' is not a number of at least 1
                    --max-per-address=9999999999| --max-per-address: '9999999999' is not a number of at least 0
                    --connect-rate=-1           | --connect-rate: '-1' is not a number of at least 0
                    --stream-messages=0         | --stream-messages: '0' is not a number of at least 1
                    --stream-bytes=1023K        | --stream-bytes: '1023K' is not a number of bytes of at least 1M, such as 512M
                    --stream-bytes=1T           | --stream-bytes: '1T' is not a number of bytes of at least 1M, such as 512M
                    --stream-bytes=9999999999G  | --stream-bytes: '9999999999G' is not a number of bytes of at least 1M, such as 512M
                    --host=                     | --host: it is empty
                    --redis=http://:secret@host | --redis: that is not a URI such as redis://:password@host:6379/0, or one that begins with rediss://, redis-sentinel:// or redis-cluster://
                    --redis=redis://u:1#secret@h| --redis: an @ stands behind a # or ?; in a user or a password # / ? @ : and % are written %23 %2F %3F %40 %3A and %25
                    --redis-ca=ca.pem           | --redis-ca, --redis-cert, --redis-key and --redis-password-file are for --redis
                    --redis=redis://h --redis-ca=ca.pem | --redis-ca, --redis-cert and --redis-key are for TLS: the URI has to begin with rediss
                    --redis=rediss://h --redis-ca=/nowhere/ca.pem | --redis-ca: there is no file /nowhere/ca.pem
                    --redis=rediss://h --redis-cert=a.pem | --redis-cert and --redis-key are for each other
                    --redis=redis://h --redis-password-file=/nowhere/secret | --redis-password-file: there is no file /nowhere/secret
                    --redis=redis://a:b@h --redis-password-file=/nowhere/secret | --redis-password-file has a password, and the URI another
                    --config=/nowhere/at/all    | --config: there is no file /nowhere/at/all
                    """)
    void ofTheLine(String arguments, String message) {
        assertRefused("parley up: " + message, Map.of(), ("up " + arguments).split(" +"));
    }

    @Test
    void areToldFromWordsThatBeginLikeOne() {
        assertRefused(
                "parley archive search: unknown option -foo; for a word that begins so, write -- before it",
                Map.of(),
                "archive",
                "search",
                "-foo");
        assertThat(run(Map.of(), "archive", "--data=" + temp.resolve("none"), "search", "--", "-foo"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("there is no archive at ");
    }

    @Test
    void ofTheEnvironmentAreCalledByTheirVariable() {
        assertRefused(
                "parley up: PARLEY_HTTP_PORT: 'x' is not a port from 0 to 65535",
                Map.of("PARLEY_HTTP_PORT", "x"),
                "up");
    }

    @Test
    void ofTheFileAreCalledByTheirKey() throws IOException {
        assertRefused(
                "parley bridge: port in the configuration file: '' is not a port from 0 to 65535",
                Map.of(),
                "bridge",
                "--config",
                file("port="));
    }

    @Test
    void thatAreNoneAreRefusedInTheFile() throws IOException {
        assertRefused(
                "parley admin: unknown in the configuration file: config, help, htp-port",
                Map.of(),
                "admin",
                "--config",
                file("htp-port=1\nhelp=true\nconfig=x\nport=1"));
    }

    @Test
    void thatAreMisspeltInTheFileAreToldWithWhatWasMeant() throws IOException {
        assertRefused(
                "parley up: unknown in the configuration file: htp-port; did you mean http-port?",
                Map.of(),
                "up",
                "--config",
                file("htp-port=1"));
    }

    @Test
    void areThoseThatACommandDoesNotTake() {
        assertRefused("parley bridge: unknown option --data", Map.of(), "bridge", "--data", "x");
        assertRefused("parley archiver: unknown option --port=1", Map.of(), "archiver", "--port=1");
        assertRefused("parley chat: unknown option --json", Map.of(), "chat", "--json");
    }

    @Test
    void includeAPathThatNoSocketCanHave() {
        assertRefused(
                "parley admin: --admin-socket: a Unix socket's path is at most 107 bytes long",
                Map.of(),
                "admin",
                "--admin-socket=/" + "x".repeat(107));
    }

    @Test
    void includeAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String inUse = "cannot listen on 127.0.0.1 port " + port + ": Address already in use";
            assertRefused("parley bridge: " + inUse, Map.of(), "bridge", "--port", port);
            assertRefused("parley bridge: " + inUse, Map.of(), "bridge", "--port=0", "--http-port", port);
            assertRefused("parley up: " + inUse, Map.of(), "up", "--port=0", "--web-port", port);
        }
    }

    @Test
    void includeTlsWithoutWhatItNeeds() throws IOException {
        for (String command : new String[] {"up", "bridge"}) {
            String who = "parley " + command + ": ";
            Path file = Files.writeString(temp.resolve("a.pem"), "hello");
            String needs = who + "--tls-port needs --tls-cert and --tls-key";
            assertRefused(needs, Map.of(), command, "--port=0", "--tls-port=0");
            assertRefused(needs, Map.of(), command, "--port=0", "--tls-port=0", "--tls-cert=" + file);
            assertRefused(
                    who + "there is no certificate in " + file + ", or not as PEM",
                    Map.of("PARLEY_TLS_CERT", file.toString(), "PARLEY_TLS_KEY", file.toString()),
                    command,
                    "--port=0",
                    "--tls-port=0");
            Path none = temp.resolve("none.pem");
            assertRefused(
                    who + none + ": there is no such file",
                    Map.of(),
                    command,
                    "--port=0",
                    "--tls-port=0",
                    "--tls-cert=" + none,
                    "--tls-key=" + none);
            assertRefused(
                    who + "--port and --tls-port are both 7171",
                    Map.of("PARLEY_TLS_CERT", file.toString(), "PARLEY_TLS_KEY", file.toString()),
                    command,
                    "--port=7171",
                    "--tls-port=7171");
            assertRefused(
                    who + "--tls-port and --web-port are both 7171",
                    Map.of("PARLEY_TLS_CERT", file.toString(), "PARLEY_TLS_KEY", file.toString()),
                    command,
                    "--port=0",
                    "--tls-port=7171",
                    "--web-port=7171");
            assertRefused(
                    who + "--port and --web-port are both 7171", Map.of(), command, "--port=7171", "--web-port=7171");
            assertRefused(
                    who + "--web-tls needs --tls-cert and --tls-key",
                    Map.of(),
                    command,
                    "--port=0",
                    "--web-port=0",
                    "--web-tls");
        }
    }

    @Test
    void includeAnOperatorsSocketInUse() throws IOException {
        Path socket = temp.resolve("a.sock");
        try (ServerSocketChannel served = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            served.bind(UnixDomainSocketAddress.of(socket));
            assertNoSocket("the operator's socket " + socket + " is in use", socket);
        }
    }

    @Test
    void includeAnOperatorsSocketThatCannotBe() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertNoSocket("the operator's socket can't be " + file + ", which is there and is no socket", file);
        assertNoSocket(
                "cannot create the directory of the operator's socket: FileAlreadyExists " + file, file.resolve("a"));
        assertThat(file).isEmptyFile();
    }

    @Test
    void includeADataDirectoryThatCannotBe() throws IOException {
        Path taken = Files.createFile(temp.resolve("file"));
        assertRefused(
                "parley archiver: cannot create the data directory " + taken + ": FileAlreadyExists " + taken,
                Map.of(),
                "archiver",
                "--data=" + taken);
    }

    @Test
    void includeNoCommandAndAnUnknownOne() {
        assertRefused(
                "parley: say what to do: up, bridge, archiver, archive, admin, chat, conform, config, doctor; or --help",
                Map.of());
        assertRefused("parley conform: say what to try: server or client; or --help", Map.of(), "conform");
        assertRefused("parley: unknown argument upp; did you mean up?", Map.of(), "upp");
    }

    @Test
    void doNotIncludeAQuestion() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(run(Map.of(), "up", "--help")).isZero();
        assertThat(run(Map.of(), "--version")).isZero();
        assertThat(out.toString())
                .contains("Usage: parley ", "Usage: parley up ")
                .containsPattern("(?m)^parley \\d\\S* \\(\\S+\\)$");
        assertThat(errors.toString()).isEmpty();
    }

    private void assertNoSocket(String message, Path socket) {
        for (String command : new String[] {"up", "bridge"}) {
            String[] line = {command, "--port=0", "--redis=redis://127.0.0.1:1", "--admin-socket=" + socket};
            assertRefused("parley " + command + ": " + message, Map.of("PARLEY_DATA", temp.toString()), line);
        }
    }

    private void assertRefused(String message, Map<String, String> environment, String... arguments) {
        errors.getBuffer().setLength(0);
        assertThat(run(environment, arguments)).isEqualTo(2);
        assertThat(errors.toString()).isEqualTo(message + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(environment, new PrintWriter(out), new PrintWriter(errors), arguments);
    }

    private String file(String content) throws IOException {
        return Files.writeString(temp.resolve("parley.properties"), content).toString();
    }
}
