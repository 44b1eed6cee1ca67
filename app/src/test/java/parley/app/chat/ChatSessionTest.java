package parley.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is played by the test, and a user who is too. */
@Timeout(30)
class ChatSessionTest {

    private static final String BACK = "2026-11-23T10:01:02.345678Z";
    private static final String LATER = "2026-11-23T10:01:03.000000Z";

    private final Screen screen = new Screen();
    private ServerSocket server;
    private CompletableFuture<Integer> exitCode;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var session = new ChatSession(server.getLocalSocketAddress(), screen);
        exitCode = CompletableFuture.supplyAsync(() -> {
            try {
                return session.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void logsInAndGoesLiveByItself() throws Exception {
        try (Peer peer = accept()) {
            screen.type("ann smith");
            assertThat(peer.line()).isEqualTo("ann smith");
            peer.send("ERR nick-invalid No.");
            screen.type("ann");
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("OK Welcome ann!");
            assertThat(peer.line()).isEqualTo("live on");
            peer.send("LOBBY " + BACK + " bob: hi", "OK");
            screen.type("pub hello");
            assertThat(peer.line()).isEqualTo("pub hello");
            peer.send("OK " + LATER);
            screen.type("downline");
            assertThat(peer.line()).isEqualTo("downline");
            peer.send("OK Thank you");
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown)
                .containsExactly(
                        "OK parley/1 hello",
                        "ERR nick-invalid No.",
                        "OK Welcome ann!",
                        "LOBBY " + BACK + " bob: hi",
                        "OK " + LATER,
                        "OK Thank you");
    }

    @Test
    void comesBackWithoutAGap() throws Exception {
        try (Peer peer = login()) {
            peer.send("OK", "NOTICE " + LATER + " Administrator: soon", "LOBBY " + BACK + " bob: hi");
            peer.send("BYE shutdown Soon back.");
        }
        try (Peer peer = accept()) {
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("OK Welcome ann!");
            assertThat(peer.line()).isEqualTo("since " + LATER);
            assertThat(peer.line()).isEqualTo("live on");
            peer.send("MISSED ?", "OK 0", "OK");
            screen.end();
            assertThat(peer.line()).as("the end").isNull();
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown.subList(4, screen.shown.size()))
                .containsExactly(
                        "BYE shutdown Soon back.",
                        "-- the connection is lost; trying again",
                        "-- connected again",
                        "MISSED ?");
    }

    @Test
    void saysWhyItCannotComeBackYet() throws Exception {
        login().close();
        for (String refusal : List.of("ERR full No room.", "ERR full No room.", "ERR unavailable Later.")) {
            try (Peer peer = new Peer(server.accept())) {
                peer.send(refusal);
            }
        }
        try (Peer peer = accept()) {
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("ERR nick-taken Still there.");
        }
        try (Peer peer = accept()) {
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("ERR banned You are.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown.subList(2, screen.shown.size()))
                .containsExactly(
                        "-- the connection is lost; trying again",
                        "ERR full No room.",
                        "ERR unavailable Later.",
                        "ERR nick-taken Still there.",
                        "ERR banned You are.");
    }

    @Test
    void comesBackOnceMoreWhereTheServerCannotTellWhatWasMissed() throws Exception {
        try (Peer peer = login()) {
            peer.send("OK", "LOBBY " + BACK + " bob: hi");
        }
        try (Peer peer = again()) {
            assertThat(peer.line()).isEqualTo("since " + BACK);
            peer.send("ERR unavailable Later.");
            while (peer.line() != null) {
                // Until it has gone.
            }
        }
        try (Peer peer = again()) {
            assertThat(peer.line()).isEqualTo("since " + BACK);
            peer.send("OK 0", "OK", "BYE kicked No more.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown).endsWith("-- connected again", "BYE kicked No more.");
        assertThat(screen.shown).contains("ERR unavailable Later.");
    }

    @Test
    void forgetsWhatFailed() throws Exception {
        try (Peer peer = login()) {
            peer.send("OK");
            screen.type("pub one");
            assertThat(peer.line()).isEqualTo("pub one");
        }
        screen.awaitShown("-- the connection is lost; trying again; what was not answered may have been lost too");
        screen.type("pub two");
        screen.awaitShown("-- not connected; that was not sent");
        try (Peer peer = accept()) {
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("OK Welcome ann!");
            assertThat(peer.line()).isEqualTo("live on");
            screen.awaitShown("-- connected again");
            screen.type("pub three");
            assertThat(peer.line()).isEqualTo("pub three");
            peer.send("OK", "OK " + LATER, "BYE kicked No more.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown).endsWith("-- connected again", "OK " + LATER, "BYE kicked No more.");
    }

    @Test
    void leavesWhileItIsAwayAndNobodyAnswers() throws Exception {
        login().close();
        Socket silent = server.accept();
        screen.end();
        assertThat(exitCode.get()).isZero();
        silent.close();
    }

    @Test
    void sendsAWhisperWithItsTextOnly() throws Exception {
        try (Peer peer = login()) {
            peer.send("OK");
            screen.type(
                    "to moe", "", "pub to all", " TO  moe ", "  psst", "to moe", "pub is a word", "to moe now", "to");
            assertThat(peer.line()).isEqualTo("pub to all");
            assertThat(peer.line()).isEqualTo("to moe   psst");
            assertThat(peer.line()).isEqualTo("to moe pub is a word");
            assertThat(peer.line()).isEqualTo("to moe now");
            assertThat(peer.line()).isEqualTo("to");
            screen.type("to moe");
            screen.end();
            assertThat(peer.line()).as("the end").isNull();
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown).containsOnlyOnce("-- nothing was whispered to moe");
        assertThat(screen.prompts).contains("ann> ", "to moe> ");
    }

    @Test
    void saysSeveralLinesAtOnceOnlyWhereThatIsMeant() throws Exception {
        try (Peer peer = login()) {
            peer.send("OK");
            screen.type("first\nusers\ndownline", "", "one\r\ntwo\rdownline\n", "Y");
            assertThat(peer.line()).isEqualTo("pub one");
            assertThat(peer.line()).isEqualTo("pub two");
            assertThat(peer.line()).isEqualTo("pub downline");
            screen.type("to moe", "a\n\nb", "yes", "users\n");
            assertThat(peer.line()).isEqualTo("to moe a");
            assertThat(peer.line()).isEqualTo("to moe b");
            assertThat(peer.line()).as("one line with its end").isEqualTo("users");
            screen.end();
            assertThat(peer.line()).as("the end").isNull();
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown).containsOnlyOnce("-- nothing was sent");
        assertThat(screen.prompts)
                .contains(
                        "3 lines at once: say each of them in the lobby? [y/N] ",
                        "2 lines at once: say each of them to moe? [y/N] ");
    }

    @Test
    void takesNoSeveralLinesForANickname() throws Exception {
        try (Peer peer = accept()) {
            screen.type("ann\npub hi", "ann\n");
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("BYE login-timeout Late.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown).contains("-- a nickname is one line");
    }

    @Test
    void doesNotComeBackWhereItIsNotWanted() throws Exception {
        try (Peer peer = login()) {
            peer.send("OK", "BYE kicked The operator ended your session.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
    }

    @Test
    void endsWhereItIsNotLetIn() throws Exception {
        try (Peer peer = new Peer(server.accept())) {
            peer.send("ERR full No room.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown).containsExactly("ERR full No room.");
    }

    private Peer login() throws IOException {
        Peer peer = accept();
        screen.type("ann");
        assertThat(peer.line()).isEqualTo("ann");
        peer.send("OK Welcome ann!");
        assertThat(peer.line()).isEqualTo("live on");
        return peer;
    }

    private Peer again() throws IOException {
        Peer peer = accept();
        assertThat(peer.line()).isEqualTo("ann");
        peer.send("OK Welcome ann!");
        return peer;
    }

    private Peer accept() throws IOException {
        var peer = new Peer(server.accept());
        peer.send("OK parley/1 hello");
        return peer;
    }

    private static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(20_000);
            this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void send(String... sent) throws IOException {
            for (String line : sent) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        @Nullable
        String line() throws IOException {
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class Screen implements ChatScreen {
        private static final String END = "the end";
        private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();
        private final List<String> shown = new ArrayList<>();
        private final List<String> prompts = new CopyOnWriteArrayList<>();

        void type(String... lines) {
            typed.addAll(List.of(lines));
        }

        void end() {
            typed.add(END);
        }

        synchronized void awaitShown(String line) throws InterruptedException {
            while (!shown.contains(line)) {
                wait();
            }
        }

        @Override
        public @Nullable String read(String prompt) throws IOException {
            prompts.add(prompt);
            try {
                String line = typed.poll(20, TimeUnit.SECONDS);
                return END.equals(line) ? null : line;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public synchronized void show(String line) {
            shown.add(line);
            notifyAll();
        }

        @Override
        public void close() {}
    }
}
