package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code parley chat} as somebody sees it: in a terminal that tmux plays, with a server that is played by the test. */
@Timeout(180)
class ChatInTmuxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TIME = "2026-11-23T10:01:02.345678Z";

    @TempDir
    Path home;

    private ServerSocket server;
    /** Somebody is there once {@link #logIn} is through, with which each test begins. */
    @SuppressWarnings("NullAway.Init")
    private Socket peer;

    @SuppressWarnings("NullAway.Init")
    private BufferedReader asked;

    @BeforeEach
    void listen() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux"))),
                "there is no tmux");
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws Exception {
        if (server != null) {
            tmux("kill-server");
            server.close();
        }
        if (peer != null) {
            peer.close();
        }
    }

    @Test
    void showsEachMessageOnceAboveTheLineThatIsTyped() throws Exception {
        logIn(80);
        tmux("send-keys", "-l", "half a sen");
        awaitScreen(screen -> last(screen).equals("ann> half a sen"));
        send("LOBBY " + TIME + " bob: Grüße, 你好 👋", "WHISPER " + TIME + " bob: psst");
        send("NOTICE " + TIME + " Administrator: soon");
        awaitScreen(screen -> last(screen).equals("ann> half a sen")
                && screen.stream().anyMatch(line -> line.endsWith(" bob: Grüße, 你好 👋"))
                && screen.stream().anyMatch(line -> line.endsWith(" bob (to you): psst"))
                && screen.stream().anyMatch(line -> line.endsWith(" ** Administrator: soon")));

        tmux("send-keys", "-l", "tence");
        tmux("send-keys", "Enter");
        assertThat(line()).startsWith("once ").endsWith(" half a sentence");
        send("LOBBY " + TIME + " ann: half a sentence", "OK " + TIME);
        List<String> screen =
                awaitScreen(lines -> lines.stream().anyMatch(line -> line.endsWith(" ann: half a sentence"))
                        && last(lines).equals("ann>"));
        assertThat(screen.stream().filter(line -> line.contains("half a sen"))).hasSize(1);
    }

    @Test
    void tearsNothingInTwentyColumns() throws Exception {
        logIn(20);
        String typed = "abcdefghijklmnopqrstuvwxyz你好世界";
        tmux("send-keys", "-l", typed);
        awaitScreen(screen -> String.join("", screen).replace(" ", "").endsWith("ann>" + typed));
        send("LOBBY " + TIME + " bob: 一二三四五六七八九十一二三四五六七八九十");
        send("LOBBY " + TIME + " bob: short");
        List<String> screen = awaitScreen(lines -> joined(lines).endsWith("bob:short" + "ann>" + typed));
        assertThat(joined(screen)).contains("bob:一二三四五六七八九十一二三四五六七八九十");
    }

    @Test
    void staysWholeWhenTheWindowChanges() throws Exception {
        logIn(80);
        String typed = "a line that is long enough to be broken in a narrow window";
        tmux("send-keys", "-l", typed);
        awaitScreen(screen -> last(screen).equals("ann> " + typed));
        tmux("resize-window", "-x", "30", "-y", "24");
        awaitScreen(lines -> joined(lines).endsWith("ann>" + typed.replace(" ", "")));
        send("LOBBY " + TIME + " bob: meanwhile");
        awaitScreen(lines -> joined(lines).endsWith("bob:meanwhile" + "ann>" + typed.replace(" ", "")));
        tmux("resize-window", "-x", "80", "-y", "24");
        send("LOBBY " + TIME + " bob: wide again");
        awaitScreen(lines -> joined(lines).endsWith("bob:wideagain" + "ann>" + typed.replace(" ", "")));
    }

    @Test
    void asksBeforeItSaysWhatWasPasted() throws Exception {
        logIn(80);
        tmux("set-buffer", "one\n/quit\nthree");
        tmux("paste-buffer", "-p");
        tmux("send-keys", "Enter");
        awaitScreen(screen -> last(screen).startsWith("3 lines at once: say each of them in the lobby? [y/N]"));
        tmux("send-keys", "y", "Enter");
        for (String text : List.of("one", "/quit", "three")) {
            assertThat(line()).startsWith("once ").endsWith(" " + text);
            send("OK " + TIME);
        }
    }

    @Test
    void saysThatTheServerIsGoneAndThatItIsBack() throws Exception {
        logIn(80);
        send("LOBBY " + TIME + " bob: hi");
        awaitScreen(screen -> screen.stream().anyMatch(line -> line.endsWith(" bob: hi")));
        tmux("send-keys", "-l", "still typing");
        send("BYE shutdown See you.");
        peer.close();
        awaitScreen(screen -> screen.stream().anyMatch(line -> line.startsWith("-- See you. (shutdown)"))
                && screen.stream().anyMatch(line -> line.startsWith("-- the connection is lost; trying again"))
                && last(screen).equals("ann> still typing"));
        tmux("send-keys", "Enter");
        awaitScreen(screen -> screen.contains("-- sent when there is a connection again: still typing"));
        tmux("send-keys", "-l", "more");
        accept();
        assertThat(line()).isEqualTo("ann s3cret");
        send("OK Welcome back ann! Type help.");
        assertThat(line()).isEqualTo("since " + TIME);
        send("LOBBY 2026-11-23T10:01:03.000000Z bob: where were you?", "OK 1", "OK", "OK s3cret");
        awaitScreen(screen -> screen.stream().anyMatch(line -> line.equals("-- connected again"))
                && screen.stream().anyMatch(line -> line.endsWith(" bob: where were you?"))
                && screen.contains("-- so many came meanwhile: 1")
                && last(screen).equals("ann> more"));
    }

    private void logIn(int columns) throws Exception {
        String command = new MainProcess(home)
                        .java("-Djdk.console=java.base")
                        .builder("chat", "127.0.0.1:" + server.getLocalPort())
                        .command()
                        .stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        tmux("-f", "/dev/null", "new-session", "-d", "-x", String.valueOf(columns), "-y", "24", "exec " + command);
        accept();
        awaitScreen(screen -> last(screen).equals("nickname:"));
        tmux("send-keys", "ann", "Enter");
        assertThat(line()).isEqualTo("ann");
        send("OK Welcome ann! Type help.");
        assertThat(line()).isEqualTo("mark");
        assertThat(line()).isEqualTo("token");
        assertThat(line()).isEqualTo("live on");
        send("OK 2026-11-23T10:00:00.000000Z", "OK s3cret", "OK");
        awaitScreen(screen -> last(screen).equals("ann>"));
    }

    private void accept() throws IOException {
        server.setSoTimeout((int) PATIENCE.toMillis());
        peer = server.accept();
        peer.setSoTimeout((int) PATIENCE.toMillis());
        asked = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
        send("OK parley/1 Welcome.");
    }

    private @Nullable String line() throws IOException {
        return asked.readLine();
    }

    private void send(String... lines) throws IOException {
        for (String line : lines) {
            peer.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String last(List<String> screen) {
        return screen.isEmpty() ? "" : screen.get(screen.size() - 1);
    }

    /** All that is shown, whatever the lines are broken at. */
    private static String joined(List<String> screen) {
        return String.join("", screen).replace(" ", "");
    }

    /** The lines of the screen, once they are as they should be; without those that are empty below. */
    private List<String> awaitScreen(Predicate<List<String>> wanted) {
        List<String> screen = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            screen.clear();
            screen.addAll(tmux("capture-pane", "-p")
                    .lines()
                    .map(String::stripTrailing)
                    .toList());
            while (last(screen).isEmpty() && !screen.isEmpty()) {
                screen.remove(screen.size() - 1);
            }
            assertThat(wanted.test(screen)).as("%s", screen).isTrue();
        });
        return screen;
    }

    /** With a server of its own, which knows nobody's settings. */
    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-u", "-S", home.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("TMUX");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
