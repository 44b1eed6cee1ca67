package parley.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.app.Main;

class AdminCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    Path temp;

    @Test
    void printsTheAnswerWithoutTheGreeting() throws IOException {
        String received = answered("OK parley/1 operator\r\nUSER ann bridge=b\r\nOK 1\r\n", 0, "users");
        assertThat(received).isEqualTo("users\n");
        assertThat(out.toString().lines()).containsExactly("USER ann bridge=b", "OK 1");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void endsWithOneWhereTheAnswerIsAnError() throws IOException {
        String received = answered(
                "OK parley/1 operator\r\nERR no-such-user nobody of that name\r\n",
                1,
                "kick",
                "bob",
                "--for",
                "a while");
        assertThat(received).isEqualTo("kick bob --for a while\n");
        assertThat(out.toString()).isEmpty();
        assertThat(errors.toString()).isEqualTo("ERR no-such-user nobody of that name\n");
    }

    @Test
    void printsObjectsForPrograms() throws IOException {
        String received = answered("""
                OK parley/1 operator
                USER ann bridge=b-1 address=192.0.2.1 since=2026-11-23T10:01:02.345678Z unread=3
                USER bob bridge=- address=- since=- unread=- stale=yes
                BAN mallory until=never reason=said "a=b"  twice
                STAT sessions_open 7
                STAT seconds 0.5
                HELP bans who is kept out
                OK 1
                """, 0, "--json", "users");
        assertThat(received).isEqualTo("users\n");
        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"type\":\"user\",\"nick\":\"ann\",\"bridge\":\"b-1\",\"address\":\"192.0.2.1\","
                                + "\"since\":\"2026-11-23T10:01:02.345678Z\",\"unread\":3}",
                        "{\"type\":\"user\",\"nick\":\"bob\",\"bridge\":null,\"address\":null,\"since\":null,"
                                + "\"unread\":null,\"stale\":true}",
                        "{\"type\":\"ban\",\"what\":\"mallory\",\"until\":\"never\","
                                + "\"reason\":\"said \\\"a=b\\\"  twice\"}",
                        "{\"type\":\"stat\",\"name\":\"sessions_open\",\"value\":7}",
                        "{\"type\":\"stat\",\"name\":\"seconds\",\"value\":0.5}",
                        "{\"type\":\"help\",\"text\":\"bans who is kept out\"}",
                        "{\"type\":\"ok\",\"text\":\"1\"}");
    }

    @Test
    void printsAnErrorAsAnObjectToo() throws IOException {
        answered("OK parley/1 operator\r\nERR no-such-user Nobody.\r\n", 1, "--json", "kick", "bob");
        assertThat(out.toString()).isEqualTo("{\"type\":\"error\",\"code\":\"no-such-user\",\"text\":\"Nobody.\"}\n");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void endsWithOneWhereThereIsNoAnswer() throws IOException {
        answered("OK parley/1 operator\r\n", 1, "drain");
        assertThat(errors.toString()).isEqualTo("parley admin: the bridge closed without an answer\n");
    }

    @Test
    void endsWithOneWhereNobodyListens() {
        assertThat(run("users")).isEqualTo(1);
        assertThat(errors.toString())
                .isEqualTo("parley admin: no bridge answers at " + socket() + " (No such file or directory)\n");
    }

    @Test
    void looksWhereTheBridgeListensByDefault() {
        assertThat(AdminSocketPath.byDefault(Map.of("XDG_RUNTIME_DIR", "/run/user/7")))
                .isEqualTo(Path.of("/run/user/7/parley/admin.sock"));
        assertThat(AdminSocketPath.byDefault(Map.of()))
                .isEqualTo(Path.of("/tmp/parley-" + System.getProperty("user.name") + "/admin.sock"));
    }

    @Test
    void looksForAnOwnDirectoryOnlyWhereNothingElseWasSaid() {
        AdminSocketPath.requireFree(null, 7071, Map.of("XDG_RUNTIME_DIR", temp.toString()));
        AdminSocketPath.requireFree(temp.resolve("given").resolve("socket"), 7071, Map.of());
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("parley", "given");
    }

    @Test
    void findsASocketOfItsOwnForASecondBridge() throws IOException {
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", temp.toString());
        Path usual = AdminSocketPath.byDefault(environment);
        assertThat(AdminSocketPath.forBridge(null, 7071, environment)).isEqualTo(usual);
        Files.createDirectory(temp.resolve("parley"));
        try (ServerSocketChannel other = listen(usual)) {
            assertThat(other.isOpen()).isTrue();
            assertThat(AdminSocketPath.forBridge(null, 7071, environment))
                    .isEqualTo(usual.resolveSibling("admin-7071.sock"));
            assertThat(AdminSocketPath.forBridge(null, 0, environment))
                    .isEqualTo(usual.resolveSibling(
                            "admin-" + ProcessHandle.current().pid() + ".sock"));
            assertThat(AdminSocketPath.forBridge(usual, 7071, environment)).isEqualTo(usual);
        }
        assertThat(AdminSocketPath.forBridge(null, 7071, environment))
                .as("one that was left behind is taken over")
                .isEqualTo(usual);
    }

    /** Returns all that the other side received. */
    private String answered(String answer, int exitCode, String... command) throws IOException {
        try (ServerSocketChannel server = listen(socket())) {
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> serve(server, answer));
            assertThat(run(command)).isEqualTo(exitCode);
            return received.join();
        }
    }

    private static String serve(ServerSocketChannel server, String answer) {
        try (SocketChannel peer = server.accept();
                var reader = new BufferedReader(Channels.newReader(peer, StandardCharsets.UTF_8))) {
            peer.write(StandardCharsets.UTF_8.encode(answer));
            // One that has no answer hangs up on the command; the others are hung up on.
            long patience = answer.lines().count() == 1 ? 1 : Long.MAX_VALUE;
            return reader.lines().limit(patience).map(line -> line + "\n").collect(Collectors.joining());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    private int run(String... command) {
        String[] all = new String[command.length + 2];
        all[0] = "admin";
        all[1] = "--admin-socket=" + socket();
        System.arraycopy(command, 0, all, 2, command.length);
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(errors), all);
    }

    private Path socket() {
        return temp.resolve("s");
    }
}
