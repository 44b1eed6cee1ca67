package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole client that PROTOCOL.md shows, played against a server that is restarted. */
@Timeout(180)
class PageClientIT {
    private static final Path PAGE = Path.of("..", "protocol", "PROTOCOL.md");
    private static final Pattern PROGRAM =
            Pattern.compile("<!-- client -->\n```python\n(.*?)```\n<!-- /client -->", Pattern.DOTALL);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private final List<String> shown = new ArrayList<>();

    @Test
    void losesNothingAndSaysNothingTwice() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3"))),
                "there is no Python");
        Matcher program = PROGRAM.matcher(Files.readString(PAGE));
        assertThat(program.find()).isTrue();
        Path file = Files.writeString(home.resolve("chat.py"), program.group(1));
        int port = freePort();
        Process client = null;
        try (ParleyProcess first = up(port)) {
            first.awaitReady();
            client = new ProcessBuilder("python3", file.toString(), "127.0.0.1", String.valueOf(port), "ann")
                    .redirectError(home.resolve("errors").toFile())
                    .start();
            type(client, "one");
            awaitShown(client, " ann: one");
            first.signal("TERM");
            assertThat(first.end(DRAIN).exitCode()).isZero();
            awaitShown(client, "BYE shutdown ");
            type(client, "two");
            try (ParleyProcess second = up(port)) {
                second.awaitReady();
                awaitShown(client, " ann: two");
                try (ChatClient bob = ChatClient.login(port, "bob")) {
                    assertThat(bob.ask("pub three")).last().asString().startsWith("OK ");
                    awaitShown(client, " bob: three");
                    type(client, "four\nfive");
                    awaitShown(client, " ann: five");
                    assertThat(bob.ask("history").stream().map(PageClientIT::said))
                            .containsExactly("ann: one", "ann: two", "bob: three", "ann: four", "ann: five", "OK 5");
                    client.getOutputStream().close();
                    assertThat(client.waitFor(DRAIN.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    assertThat(client.exitValue()).isZero();
                }
            }
            assertThat(shown.stream().filter(line -> line.startsWith("LOBBY ")).map(PageClientIT::said))
                    .containsExactly("ann: one", "ann: two", "bob: three", "ann: four", "ann: five");
        } finally {
            if (client != null) {
                client.destroyForcibly();
            }
        }
    }

    private ParleyProcess up(int port) throws IOException {
        return ParleyProcess.start(home, "up", "--port=" + port, "--web-port=off", "--data=" + home.resolve("data"));
    }

    private static String said(String line) {
        return line.startsWith("LOBBY ") ? line.split(" ", 3)[2] : line;
    }

    private static void type(Process client, String line) throws IOException {
        OutputStream typed = client.getOutputStream();
        typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        typed.flush();
    }

    private void awaitShown(Process client, String part) throws IOException {
        BufferedReader lines = client.inputReader(StandardCharsets.UTF_8);
        String line;
        do {
            line = lines.readLine();
            assertThat(line).as("%s is to come after %s", part, shown).isNotNull();
            shown.add(line);
        } while (!line.contains(part));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
