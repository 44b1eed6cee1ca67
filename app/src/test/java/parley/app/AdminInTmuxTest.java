package parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.app.TmuxTerminal.last;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code parley admin} as the operator sees it, with a bridge that is played by the test. */
@Timeout(120)
class AdminInTmuxTest {
    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init")
    private TmuxTerminal terminal;

    @SuppressWarnings("NullAway.Init")
    private ServerSocketChannel bridge;

    @SuppressWarnings("NullAway.Init")
    private SocketChannel operator;

    @SuppressWarnings("NullAway.Init")
    private BufferedReader asked;

    @BeforeEach
    void begin() throws Exception {
        terminal = new TmuxTerminal(home);
        Path socket = home.resolve("admin.sock");
        bridge = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        terminal.run(
                80,
                new MainProcess(home)
                        .java("-Djdk.console=java.base")
                        .builder("admin", "--admin-socket", socket.toString()));
        operator = bridge.accept();
        asked = new BufferedReader(Channels.newReader(operator, StandardCharsets.UTF_8));
        send("OK parley/1 operator of a bridge.");
        terminal.awaitScreen(screen -> last(screen).equals("parley>"));
    }

    @AfterEach
    void end() throws Exception {
        if (bridge != null) {
            terminal.close();
            bridge.close();
        }
        if (operator != null) {
            operator.close();
        }
    }

    @Test
    void sendsNothingOfAPasteOfSeveralLines() throws Exception {
        terminal.tmux("set-buffer", "users\nkick ann");
        terminal.tmux("paste-buffer", "-p");
        terminal.tmux("send-keys", "Enter");
        terminal.awaitScreen(screen -> screen.contains("A command is one line; nothing was sent.")
                && last(screen).equals("parley>"));

        terminal.tmux("send-keys", "stats", "Enter");
        assertThat(asked.readLine()).as("the first that was sent").isEqualTo("stats");
        send("OK");
        terminal.awaitScreen(screen -> screen.contains("OK") && last(screen).equals("parley>"));
    }

    @Test
    void takesAPasteOfOneLineAsIfItWereTyped() throws Exception {
        terminal.tmux("set-buffer", "users");
        terminal.tmux("paste-buffer", "-p");
        terminal.awaitScreen(screen -> last(screen).equals("parley> users"));
        terminal.tmux("send-keys", "Enter");
        assertThat(asked.readLine()).isEqualTo("users");
        send("OK");
        terminal.awaitScreen(screen -> screen.contains("OK") && last(screen).equals("parley>"));
        terminal.tmux("send-keys", "Up");
        terminal.awaitScreen(screen -> last(screen).equals("parley> users"));
    }

    private void send(String line) throws IOException {
        operator.write(ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}
