package parley.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
@Timeout(60)
class ChatSessionTest {

    private static final String MARK = "2026-11-23T10:01:00.000000Z";
    private static final String BACK = "2026-11-23T10:01:02.345678Z";
    private static final String LATER = "2026-11-23T10:01:03.000000Z";
    private static final String LOST = "-- the connection is lost; trying again, and what you type is sent then";

    private final Screen screen = new Screen();
    private ServerSocket server;
    private CompletableFuture<Integer> exitCode;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Clock clock = Clock.fixed(Instant.parse(LATER), ZoneOffset.UTC);
        var session = new ChatSession(server.getLocalSocketAddress(), screen, clock);
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
    void saysWhatIsTypedAndShowsItOnce() throws Exception {
        try (Peer peer = accept()) {
            screen.type("ann smith");
            assertThat(peer.line()).isEqualTo("ann smith");
            peer.send("ERR nick-invalid No.");
            screen.type("ann");
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("OK Welcome ann! Type help.");
            peer.live();
            peer.send("OK " + MARK, "ERR unknown-command What?", "LOBBY " + BACK + " bob: hi", "OK");
            screen.type("hello: there");
            assertThat(peer.said()).isEqualTo("hello: there");
            peer.send("LOBBY " + LATER + " ann: hello: there", "OK " + LATER);
            screen.type("//slash");
            assertThat(peer.said()).isEqualTo("/slash");
            peer.send("OK " + LATER, "LOBBY " + LATER + " ann: /slash");
            screen.type("/quit");
            assertThat(peer.line()).isEqualTo("downline");
            peer.send("OK Thank you");
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown())
                .containsExactly(
                        "-- hello",
                        "-- No. (nick-invalid)",
                        "-- you are ann; what you type is said to everyone, /help lists the commands",
                        "10:01:02 bob: hi",
                        "10:01:03 ann: hello: there",
                        "10:01:03 ann: /slash");
    }

    @Test
    void commandsBeginWithASlash() throws Exception {
        try (Peer peer = login()) {
            screen.type("/users", "/to bob  psst", "/search red", "/ping", "/wave", "/", "/to", "/help");
            assertThat(peer.line()).isEqualTo("users");
            peer.send("USER ann", "LOBBY " + BACK + " bob: hi", "USER bob", "OK 2");
            assertThat(peer.line()).isEqualTo("to bob  psst");
            peer.send("OK");
            assertThat(peer.line()).isEqualTo("search red");
            peer.send(
                    "LOBBY " + BACK + " bob: came by itself",
                    "LOBBY 2026-11-20T10:01:02.345678Z bob: red",
                    "NOTICE " + BACK + " Administrator: red",
                    "OK 2");
            assertThat(peer.line()).isEqualTo("ping");
            peer.send("OK pong");
            assertThat(peer.line()).isEqualTo("wave");
            peer.send("ERR unknown-command No such.");
            screen.end();
            assertThat(peer.line()).isEqualTo("downline");
            peer.send("OK Thank you");
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown())
                .containsSubsequence(
                        "10:01:02 bob: hi",
                        "-- online: 2",
                        "-- ann",
                        "-- bob",
                        "10:01:03 to bob:  psst",
                        "10:01:02 bob: came by itself",
                        "-- found for red: 2",
                        "2026-11-20 10:01:02 bob: red",
                        "10:01:02 ** Administrator: red",
                        "-- pong",
                        "-- No such. (unknown-command)");
        assertThat(screen.shown())
                .contains("-- behind a slash comes a command; /help lists them", "-- to whom? /to <someone> <message>")
                .anyMatch(line -> line.startsWith("-- /search <words>"));
    }

    @Test
    void oneThingIsOnItsWayAtATime() throws Exception {
        try (Peer peer = login()) {
            screen.type("one", "two", "/users");
            String one = peer.line();
            assertThat(one).endsWith(" one");
            peer.send("ERR rate-limited Slower.");
            assertThat(peer.line()).as("the same, a little later").isEqualTo(one);
            peer.send("OK " + BACK);
            assertThat(peer.said()).isEqualTo("two");
            peer.send("ERR line-too-long Too long.");
            assertThat(peer.line()).isEqualTo("users");
            peer.send("OK 0", "BYE kicked Out.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown())
                .containsSubsequence(
                        "-- sent a little later: one — Slower. (rate-limited)",
                        "-- not sent: two — Too long. (line-too-long)",
                        "-- online: 0",
                        "-- Out. (kicked)");
    }

    @Test
    void comesBackWithoutAGapAndSaysNothingTwice() throws Exception {
        String said;
        try (Peer peer = login("SECRET")) {
            peer.send("NOTICE " + LATER + " Administrator: soon", "LOBBY " + BACK + " bob: hi");
            screen.type("lost?");
            said = peer.line();
            peer.send("BYE shutdown Soon back.");
        }
        screen.awaitShown(LOST);
        screen.type("while away", "/to bob psst");
        try (Peer peer = accept()) {
            assertThat(peer.line()).isEqualTo("ann SECRET");
            peer.send("OK Welcome back ann! Hello.");
            assertThat(peer.line()).isEqualTo("since " + LATER);
            assertThat(peer.line()).isEqualTo("live on");
            assertThat(peer.line()).isEqualTo("token");
            assertThat(peer.line()).isEqualTo(said);
            peer.send(
                    "MISSED 3", "MISSED ?", "LOBBY " + LATER + " ann: lost?", "OK 1", "OK", "OK SECRET", "OK " + LATER);
            assertThat(peer.said()).isEqualTo("while away");
            peer.send("OK " + LATER);
            assertThat(peer.line()).isEqualTo("to bob psst");
            peer.send("OK");
            screen.end();
            assertThat(peer.line()).isEqualTo("downline");
            peer.send("OK Thank you");
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown())
                .containsSubsequence(
                        "-- Soon back. (shutdown)",
                        LOST,
                        "-- connected again",
                        "-- 3 messages that stood here are no longer kept",
                        "-- messages may be missing here",
                        "10:01:03 ann: lost?",
                        "-- so many came meanwhile: 1",
                        "10:01:03 to bob: psst");
    }

    @Test
    void beforeTheFirstMessageItGoesOnBehindTheMark() throws Exception {
        login().close();
        try (Peer peer = again("ann")) {
            assertThat(peer.line()).isEqualTo("since " + MARK);
            peer.rest();
            peer.send("BYE kicked No more.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
    }

    @Test
    void aWhisperWhoseAnswerIsLostIsNotSentAgain() throws Exception {
        try (Peer peer = login()) {
            screen.type("/to bob psst");
            assertThat(peer.line()).isEqualTo("to bob psst");
        }
        screen.awaitShown("-- no answer came, so nobody can tell whether this arrived: /to bob psst");
        try (Peer peer = again("ann")) {
            peer.resumed();
            screen.type("next");
            assertThat(peer.said()).isEqualTo("next");
            peer.send("OK 0", "OK", "ERR unknown-command What?", "OK " + LATER, "BYE kicked No more.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
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
        assertThat(screen.shown().subList(2, screen.shown().size()))
                .containsExactly(
                        LOST,
                        "-- No room. (full)",
                        "-- Later. (unavailable)",
                        "-- Still there. (nick-taken)",
                        "-- You are. (banned)");
    }

    @Test
    void comesBackOnceMoreWhereTheServerCannotTellWhatWasMissed() throws Exception {
        try (Peer peer = login()) {
            peer.send("LOBBY " + BACK + " bob: hi");
        }
        try (Peer peer = again("ann")) {
            assertThat(peer.line()).isEqualTo("since " + BACK);
            peer.send("ERR unavailable Later.");
            while (peer.line() != null) {
                // Until it has gone.
            }
        }
        try (Peer peer = again("ann")) {
            assertThat(peer.line()).isEqualTo("since " + BACK);
            peer.rest();
            peer.send("OK 0", "OK", "BYE kicked No more.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown()).contains("-- Later. (unavailable)").endsWith("-- No more. (kicked)");
    }

    @Test
    void leavesWhileItIsAwayAndSaysWhatWasNotSent() throws Exception {
        login().close();
        Socket silent = server.accept();
        screen.awaitShown(LOST);
        screen.type("too late", "/users");
        screen.end();
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown()).endsWith("-- not sent: 2 lines");
        silent.close();
    }

    @Test
    void sendsAWhisperWithItsTextOnly() throws Exception {
        try (Peer peer = login()) {
            screen.type("/to moe", "", "to all", "/TO  moe ", "  psst", "/to moe", "/users");
            assertThat(peer.said()).isEqualTo("to all");
            peer.send("OK " + LATER);
            assertThat(peer.line()).isEqualTo("to moe   psst");
            peer.send("OK");
            assertThat(peer.line()).isEqualTo("to moe /users");
            peer.send("ERR no-such-user Nobody.");
            screen.end();
            assertThat(peer.line()).isEqualTo("downline");
            peer.send("OK Thank you");
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown())
                .containsOnlyOnce("-- nothing was whispered to moe")
                .contains("-- not sent: /to moe /users — Nobody. (no-such-user)");
        assertThat(screen.prompts).contains("ann> ", "/to moe> ");
    }

    @Test
    void saysSeveralLinesAtOnceOnlyWhereThatIsMeant() throws Exception {
        try (Peer peer = login()) {
            screen.type("first\n/users\n/quit", "", "one\r\n/two\r/quit\n", "Y");
            for (String line : List.of("one", "/two", "/quit")) {
                assertThat(peer.said()).isEqualTo(line);
                peer.send("OK " + LATER);
            }
            screen.type("/to moe", "a\n\nb", "yes", "/users\n");
            assertThat(peer.line()).isEqualTo("to moe a");
            peer.send("OK");
            assertThat(peer.line()).isEqualTo("to moe b");
            peer.send("OK");
            assertThat(peer.line()).as("one line with its end").isEqualTo("users");
            peer.send("OK 0");
            screen.end();
            assertThat(peer.line()).isEqualTo("downline");
        }
        assertThat(exitCode.get()).isZero();
        assertThat(screen.shown()).containsOnlyOnce("-- nothing was sent");
        assertThat(screen.prompts)
                .contains(
                        "3 lines at once: say each of them in the lobby? [y/N] ",
                        "2 lines at once: say each of them to moe? [y/N] ");
    }

    @Test
    void whoThinksAboutANameForLongGetsAnotherConnection() throws Exception {
        try (Peer peer = accept()) {
            screen.type("ann\nhi", "ann\n");
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("BYE login-timeout Late.");
        }
        try (Peer peer = accept()) {
            assertThat(peer.line()).isEqualTo("ann");
            peer.send("BYE login-timeout Late again.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown()).contains("-- a nickname is one line", "-- Late again. (login-timeout)");
    }

    @Test
    void endsWhereItIsNotLetIn() throws Exception {
        try (Peer peer = new Peer(server.accept())) {
            peer.send("ERR full No room.");
        }
        assertThat(exitCode.get()).isEqualTo(1);
        assertThat(screen.shown()).containsExactly("-- No room. (full)");
    }

    private Peer login() throws IOException {
        return login("");
    }

    private Peer login(String token) throws IOException {
        Peer peer = accept();
        screen.type("ann");
        assertThat(peer.line()).isEqualTo("ann");
        peer.send("OK Welcome ann! Type help.");
        peer.live();
        peer.send("OK " + MARK, token.isEmpty() ? "ERR unknown-command What?" : "OK " + token, "OK");
        return peer;
    }

    private Peer again(String line) throws IOException {
        Peer peer = accept();
        assertThat(peer.line()).isEqualTo(line);
        peer.send("OK Welcome ann! Type help.");
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

        /** What every session asks for at first. */
        void live() throws IOException {
            assertThat(List.of(String.valueOf(line()), String.valueOf(line()), String.valueOf(line())))
                    .containsExactly("mark", "token", "live on");
        }

        void resumed() throws IOException {
            assertThat(line()).startsWith("since ");
            rest();
        }

        /** Behind since. What is not read when this closes would take back what it has sent. */
        void rest() throws IOException {
            assertThat(line()).isEqualTo("live on");
            assertThat(line()).isEqualTo("token");
        }

        /** The text of a message with its key. */
        String said() throws IOException {
            String line = line();
            assertThat(line).matches("once [a-z0-9-]{1,64} .+");
            return String.valueOf(line).split(" ", 3)[2];
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

        synchronized List<String> shown() {
            return List.copyOf(shown);
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
        public synchronized void show(ChatLine line) {
            shown.add(line.toString());
            notifyAll();
        }

        @Override
        public void close() {}
    }
}
