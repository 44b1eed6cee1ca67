package parley.app.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.app.Main;

/** What keeps the command from beginning; what a server has to do is the kit's own to test. */
class ConformServerTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    Path temp;

    @Test
    void saysInOneLineWhatKeepsItFromBeginning() {
        assertRefused("nobody answers at 127.0.0.1:1: ", "127.0.0.1:1");
        assertRefused("Missing required parameter: 'HOST:PORT'");
        assertRefused(
                "Invalid value for positional parameter at index 0 (HOST:PORT): 'b:c' is not a port from 1 to 65535",
                "a:b:c");
        assertRefused(
                "--redis: that is not a URI such as redis://:password@host:6379/0, or one that begins with rediss://,"
                        + " redis-sentinel:// or redis-cluster://",
                "127.0.0.1:1",
                "--redis=http://host");
        assertRefused("--seed: 'x' is not a number", "127.0.0.1:1", "--seed=x");
        assertRefused("--with: no transcript asks for just this", "127.0.0.1:1", "--with=max-line=65");
        assertRefused("--with: 'max-line' is not of the form NAME=VALUE", "127.0.0.1:1", "--with=max-line");
    }

    @Test
    void doesNotTakeAnythingForAServer() throws Exception {
        assertGreetedBy("SSH-2.0-OpenSSH_9.2\r\n", "what answers at %s does not greet with OK parley/1");
        assertGreetedBy("", "what answers at %s does not greet with OK parley/1");
    }

    @Test
    void needsTheOperatorThatItIsPromised() throws Exception {
        Path nobody = temp.resolve("admin.sock");
        assertGreetedBy(
                "OK parley/1 Welcome\r\n", "--operator: nobody answers at " + nobody + ": ", "--operator=" + nobody);
    }

    private void assertGreetedBy(String greeting, String message, String... options) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> greeted = CompletableFuture.runAsync(() -> greet(server, greeting));
            String address = "127.0.0.1:" + server.getLocalPort();
            String[] arguments = new String[options.length + 1];
            arguments[0] = address;
            System.arraycopy(options, 0, arguments, 1, options.length);
            assertRefused(String.format(Locale.ROOT, message, address), arguments);
            greeted.join();
        }
    }

    private static void greet(ServerSocket server, String greeting) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused(String message, String... arguments) {
        errors.getBuffer().setLength(0);
        String[] words = new String[arguments.length + 2];
        words[0] = "conform";
        words[1] = "server";
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        assertThat(Main.run(Map.of(), new PrintWriter(out), new PrintWriter(errors), words))
                .isEqualTo(2);
        assertThat(errors.toString())
                .startsWith("parley conform server: " + message)
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }
}
