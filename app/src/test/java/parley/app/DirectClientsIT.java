package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the Redis of {@code parley up}. */
class DirectClientsIT {

    @TempDir
    Path home;

    @Test
    void areKeptOut() throws Exception {
        try (ParleyProcess parley = up()) {
            Matcher ready = parley.awaitReady();
            try (DirectClient direct = DirectClient.connect(ready.group("redis"))) {
                for (String command : List.of("PING", "SMEMBERS users", "PUBLISH chat x", "INFO", "EVAL x 0")) {
                    assertThat(direct.ask(command)).as(command).startsWith("-NOAUTH");
                }
            }
        }
    }

    @Test
    void learnNoPassword() throws Exception {
        try (ParleyProcess parley = up()) {
            Matcher ready = parley.awaitReady();
            String password =
                    Files.readString(home.resolve("data/redis/password")).strip();
            assertThat(password).hasSizeGreaterThan(30);
            assertThat(ready.group()).doesNotContain(password);
            List<ProcessHandle> processes = new ArrayList<>(parley.children());
            processes.add(parley.process().toHandle());
            for (ProcessHandle process : processes) {
                assertThat(process.info().commandLine().orElse("")).doesNotContain(password);
            }
            parley.signal("TERM");
            assertThat(parley.end(Duration.ofSeconds(10)).errors())
                    .noneMatch(line -> line.contains(password))
                    .anyMatch(line -> line.contains(" Redis is "));
            assertThat(openToOthers(home.resolve("data/redis"))).isEmpty();
            assertThat(openToOthers(home.resolve("data"))).doesNotContain(home.resolve("data"));
        }
    }

    @Test
    void mayDoWhatTheyNeedWhereTheyAreLetIn() throws Exception {
        try (ParleyProcess parley = up("--direct-clients")) {
            Matcher ready = parley.awaitReady();
            try (DirectClient direct = DirectClient.connect(ready.group("redis"));
                    ChatClient ann = ChatClient.login(Integer.parseInt(ready.group("port")), "ann")) {
                assertThat(direct.ask("HELLO 2")).startsWith("*");
                assertThat(direct.ask("CLIENT SETNAME bob")).isEqualTo("+OK");
                assertThat(direct.ask("SISMEMBER users ann")).isEqualTo(":1");
                assertThat(direct.ask("SADD users bob")).isEqualTo(":1");
                assertThat(ann.ask("users")).containsExactly("USER ann", "USER bob", "OK 2");
                assertThat(direct.ask("PUBLISH chat \"bob: hello \"")).startsWith(":");
                await().until(() -> ann.ask("pull").stream().anyMatch(line -> line.endsWith(" bob: hello")));
                assertThat(direct.ask("SUBSCRIBE bob")).isEqualTo("*3");
                assertThat(ann.ask("to bob psst")).containsExactly("OK");
                await().until(() -> direct.line().equals("ann: psst"));
                assertThat(direct.ask("UNSUBSCRIBE bob")).isEqualTo("*3");
            }
        }
    }

    @Test
    void mayDoNothingElse() throws Exception {
        List<String> forbidden = List.of(
                "GET users",
                "DEL users",
                "SADD parley:{users}:claimed bob",
                "HGETALL parley:{users}:owners",
                "XRANGE parley:{users}:stream - +",
                "PSUBSCRIBE *",
                "PUBSUB CHANNELS",
                "KEYS *",
                "SCAN 0",
                "EVAL x 0",
                "EVALSHA x 0",
                "SCRIPT FLUSH",
                "FLUSHALL",
                "CONFIG SET requirepass x",
                "ACL LIST",
                "CLIENT LIST",
                "CLIENT KILL TYPE normal",
                "MONITOR",
                "SHUTDOWN",
                "INFO",
                "SELECT 1");
        try (ParleyProcess parley = up("--direct-clients")) {
            Matcher ready = parley.awaitReady();
            try (DirectClient direct = DirectClient.connect(ready.group("redis"))) {
                for (String command : forbidden) {
                    assertThat(direct.ask(command)).as(command).startsWith("-NOPERM");
                }
            }
        }
    }

    private ParleyProcess up(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up", "--port=0", "--data=" + home.resolve("data")));
        arguments.addAll(List.of(more));
        return ParleyProcess.start(home, arguments.toArray(String[]::new));
    }

    private static List<Path> openToOthers(Path directory) throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.toList()) {
                if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                        .endsWith("------")) {
                    open.add(file);
                }
            }
        }
        return open;
    }

    /** Speaks to Redis without any library, in inline commands. */
    private record DirectClient(Socket socket, BufferedReader lines) implements AutoCloseable {

        static DirectClient connect(String uri) throws IOException {
            var socket =
                    new Socket(InetAddress.getLoopbackAddress(), URI.create(uri).getPort());
            socket.setSoTimeout(10_000);
            return new DirectClient(
                    socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        }

        /** The first line of what comes next: of an answer, unless it has several. */
        String ask(String command) throws IOException {
            while (lines.ready()) {
                lines.readLine();
            }
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return lines.readLine();
        }

        String line() throws IOException {
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
