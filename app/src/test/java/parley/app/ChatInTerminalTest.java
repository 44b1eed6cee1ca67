package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code parley chat} in a pseudo-terminal, with a server that is played by the test. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) is another one elsewhere")
class ChatInTerminalTest {

    @TempDir
    Path home;

    private final StringBuilder screen = new StringBuilder();

    @Test
    void takesNeitherALateAnswerNorAPasteForTyping() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process chat = inTerminal("chat", "127.0.0.1:" + server.getLocalPort());
            // Reading what it shows can't be interrupted.
            CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(chat::destroyForcibly);
            try (Socket peer = server.accept();
                    BufferedReader lines =
                            new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
                    Reader shown = chat.inputReader(StandardCharsets.UTF_8)) {
                peer.setSoTimeout(60_000);
                send(peer, "OK parley/1 hello");
                await(shown, "nickname: ");
                assertThat(screen.toString())
                        .as("what asks a terminal something")
                        .doesNotContain("\033[6n")
                        .doesNotContain("$p")
                        .doesNotContain("\033[c");
                type(chat, "\033[1;1R\033[?2027;0$yann\r");
                assertThat(lines.readLine()).isEqualTo("ann");
                send(peer, "OK Welcome ann! Type help.");
                for (String asked : List.of("mark", "token", "live on")) {
                    assertThat(lines.readLine()).isEqualTo(asked);
                    send(peer, "OK");
                }
                await(shown, "ann> ");
                type(chat, "\033[200~first\r/users\r/quit\033[201~\r");
                await(shown, "lobby? [y/N] ");
                type(chat, "\r");
                await(shown, "nothing was sent");
                await(shown, "ann> ");
                type(chat, "/ping\r");
                assertThat(lines.readLine()).isEqualTo("ping");
                send(peer, "OK pong");
                await(shown, "-- pong");
                await(shown, "ann> ");
                type(chat, "\004");
                assertThat(lines.readLine()).isEqualTo("downline");
                peer.shutdownOutput();
                assertThat(chat.waitFor()).isZero();
            } finally {
                chat.destroyForcibly();
            }
        }
    }

    /** By the program that puts a pseudo-terminal between. */
    private Process inTerminal(String... arguments) throws IOException {
        ProcessBuilder builder =
                new MainProcess(home).java("-Djdk.console=java.base").builder(arguments);
        builder.environment().put("TERM", "xterm-256color");
        String line = builder.command().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return builder.command("script", "-qefc", "stty cols 80 rows 24; exec " + line, "/dev/null")
                .start();
    }

    private void await(Reader shown, String text) throws IOException {
        int from = screen.length();
        while (screen.indexOf(text, from) < 0) {
            int next = shown.read();
            assertThat(next).as("%s is to come after %s", text, screen).isNotNegative();
            screen.append((char) next);
        }
    }

    private static void type(Process chat, String keys) throws IOException {
        chat.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        chat.getOutputStream().flush();
    }

    private static void send(Socket peer, String line) throws IOException {
        peer.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
