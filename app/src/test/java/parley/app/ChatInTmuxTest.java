package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.app.TmuxTerminal.last;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @SuppressWarnings("NullAway.Init")
    private TmuxTerminal terminal;

    private ServerSocket server;
    /** Somebody is there once {@link #logIn} is through, with which each test begins. */
    @SuppressWarnings("NullAway.Init")
    private Socket peer;

    @SuppressWarnings("NullAway.Init")
    private BufferedReader asked;

    @BeforeEach
    void listen() throws IOException {
        terminal = new TmuxTerminal(home);
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws Exception {
        if (server != null) {
            terminal.close();
            server.close();
        }
        if (peer != null) {
            peer.close();
        }
    }

    @Test
    void showsEachMessageOnceAboveTheLineThatIsTyped() throws Exception {
        logIn(80);
        terminal.tmux("send-keys", "-l", "half a sen");
        terminal.awaitScreen(screen -> last(screen).equals("ann> half a sen"));
        send("LOBBY " + TIME + " bob: Grüße, 你好 👋", "WHISPER " + TIME + " bob: psst");
        send("NOTICE " + TIME + " Administrator: soon");
        terminal.awaitScreen(screen -> last(screen).equals("ann> half a sen")
                && screen.stream().anyMatch(line -> line.endsWith(" bob: Grüße, 你好 👋"))
                && screen.stream().anyMatch(line -> line.endsWith(" bob (to you): psst"))
                && screen.stream().anyMatch(line -> line.endsWith(" ** Administrator: soon")));

        terminal.tmux("send-keys", "-l", "tence");
        terminal.tmux("send-keys", "Enter");
        assertThat(line()).startsWith("once ").endsWith(" half a sentence");
        send("LOBBY " + TIME + " ann: half a sentence", "OK " + TIME);
        List<String> screen =
                terminal.awaitScreen(lines -> lines.stream().anyMatch(line -> line.endsWith(" ann: half a sentence"))
                        && last(lines).equals("ann>"));
        assertThat(screen.stream().filter(line -> line.contains("half a sen"))).hasSize(1);
    }

    @Test
    void tearsNothingInTwentyColumns() throws Exception {
        logIn(20);
        String typed = "abcdefghijklmnopqrstuvwxyz你好世界";
        terminal.tmux("send-keys", "-l", typed);
        terminal.awaitScreen(screen -> String.join("", screen).replace(" ", "").endsWith("ann>" + typed));
        send("LOBBY " + TIME + " bob: 一二三四五六七八九十一二三四五六七八九十");
        send("LOBBY " + TIME + " bob: short");
        List<String> screen = terminal.awaitScreen(lines -> joined(lines).endsWith("bob:short" + "ann>" + typed));
        assertThat(joined(screen)).contains("bob:一二三四五六七八九十一二三四五六七八九十");
    }

    @Test
    void staysWholeWhenTheWindowChanges() throws Exception {
        logIn(80);
        String typed = "a line that is long enough to be broken in a narrow window";
        terminal.tmux("send-keys", "-l", typed);
        terminal.awaitScreen(screen -> last(screen).equals("ann> " + typed));
        terminal.tmux("resize-window", "-x", "30", "-y", "24");
        terminal.awaitScreen(lines -> joined(lines).endsWith("ann>" + typed.replace(" ", "")));
        send("LOBBY " + TIME + " bob: meanwhile");
        terminal.awaitScreen(lines -> joined(lines).endsWith("bob:meanwhile" + "ann>" + typed.replace(" ", "")));
        terminal.tmux("resize-window", "-x", "80", "-y", "24");
        send("LOBBY " + TIME + " bob: wide again");
        terminal.awaitScreen(lines -> joined(lines).endsWith("bob:wideagain" + "ann>" + typed.replace(" ", "")));
    }

    @Test
    void asksBeforeItSaysWhatWasPasted() throws Exception {
        logIn(80);
        terminal.tmux("set-buffer", "one\n/quit\nthree");
        terminal.tmux("paste-buffer", "-p");
        terminal.tmux("send-keys", "Enter");
        terminal.awaitScreen(
                screen -> last(screen).startsWith("3 lines at once: say each of them in the lobby? [y/N]"));
        terminal.tmux("send-keys", "y", "Enter");
        for (String text : List.of("one", "/quit", "three")) {
            assertThat(line()).startsWith("once ").endsWith(" " + text);
            send("OK " + TIME);
        }
    }

    @Test
    void saysThatTheServerIsGoneAndThatItIsBack() throws Exception {
        logIn(80);
        send("LOBBY " + TIME + " bob: hi");
        terminal.awaitScreen(screen -> screen.stream().anyMatch(line -> line.endsWith(" bob: hi")));
        terminal.tmux("send-keys", "-l", "still typing");
        send("BYE shutdown See you.");
        peer.close();
        terminal.awaitScreen(screen -> screen.stream().anyMatch(line -> line.startsWith("-- See you. (shutdown)"))
                && screen.stream().anyMatch(line -> line.startsWith("-- the connection is lost; trying again"))
                && last(screen).equals("ann> still typing"));
        terminal.tmux("send-keys", "Enter");
        terminal.awaitScreen(screen -> screen.contains("-- sent when there is a connection again: still typing"));
        terminal.tmux("send-keys", "-l", "more");
        accept();
        assertThat(line()).isEqualTo("ann s3cret");
        send("OK Welcome back ann! Type help.");
        assertThat(line()).isEqualTo("since " + TIME);
        send("LOBBY 2026-11-23T10:01:03.000000Z bob: where were you?", "OK 1", "OK", "OK s3cret");
        terminal.awaitScreen(screen -> screen.stream().anyMatch(line -> line.equals("-- connected again"))
                && screen.stream().anyMatch(line -> line.endsWith(" bob: where were you?"))
                && screen.contains("-- so many came meanwhile: 1")
                && last(screen).equals("ann> more"));
    }

    private void logIn(int columns) throws Exception {
        terminal.run(
                columns,
                new MainProcess(home)
                        .java("-Djdk.console=java.base")
                        .builder("chat", "127.0.0.1:" + server.getLocalPort()));
        accept();
        terminal.awaitScreen(screen -> last(screen).equals("nickname:"));
        terminal.tmux("send-keys", "ann", "Enter");
        assertThat(line()).isEqualTo("ann");
        send("OK Welcome ann! Type help.");
        assertThat(line()).isEqualTo("mark");
        assertThat(line()).isEqualTo("token");
        assertThat(line()).isEqualTo("live on");
        send("OK 2026-11-23T10:00:00.000000Z", "OK s3cret", "OK");
        terminal.awaitScreen(screen -> last(screen).equals("ann>"));
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

    /** All that is shown, whatever the lines are broken at. */
    private static String joined(List<String> screen) {
        return String.join("", screen).replace(" ", "");
    }
}
