package parley.bridge.net.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.Client;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.net.tls.TestCertificate;
import parley.bridge.net.tls.TlsOptions;
import parley.protocol.metric.Metric;
import parley.redis.test.TestRedis;

/** The door for browsers of a whole bridge: WebSockets. What is said there is in the transcripts. */
class WebDoorTest {
    private static final String PAGE = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path directory;

    private final List<AutoCloseable> sockets = new ArrayList<>();
    private @Nullable Bridge bridge;

    @BeforeEach
    void empty() {
        TestRedis.flush();
    }

    private Bridge start(Limits limits, WebOptions web, @Nullable TlsOptions tls) throws IOException {
        Bridge started = Bridge.start(
                new BridgeOptions(ANYWHERE, TestRedis.uri(), directory.resolve("admin.sock"), limits)
                        .withTls(tls)
                        .withWeb(web),
                () -> {});
        bridge = started;
        await().until(() -> started.trouble() == null);
        return started;
    }

    private Bridge start() throws IOException {
        return start(Limits.unlimited(), WebOptions.on(ANYWHERE), null);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable socket : sockets) {
            socket.close();
        }
        Bridge running = bridge;
        if (running != null) {
            running.stop();
        }
    }

    private WebSocketClient connect(String... headers) {
        WebSocketClient client = WebSocketClient.connect(bridge().webPort(), headers);
        sockets.add(client);
        return client;
    }

    private Bridge bridge() {
        return Objects.requireNonNull(bridge);
    }

    private WebSocketClient login(String nick) {
        WebSocketClient client = connect();
        assertThat(client.line()).startsWith("OK parley/1 ");
        assertThat(client.ask(nick)).singleElement().asString().startsWith("OK Welcome " + nick + "!");
        return client;
    }

    private void awaitMetric(String name, double value) {
        await().untilAsserted(() -> assertThat(bridge().metrics())
                .flatExtracting(Metric::readings)
                .contains(new Metric.Reading(name, value)));
    }

    @Test
    void carriesTheSameChatAsTheOthers() throws IOException {
        start();
        WebSocketClient ann = login("ann");
        assertThat(ann.ask("live")).containsExactly("OK");
        try (Client bob = Client.login(bridge().port(), "bob")) {
            assertThat(bob.status("pub hi ann")).startsWith("OK 2");
            assertThat(ann.line()).startsWith("LOBBY ").endsWith(" bob: hi ann");
            assertThat(ann.ask("to bob and you")).containsExactly("OK");
            assertThat(bob.ask("pull").get(1)).startsWith("WHISPER ").endsWith(" ann: and you");
        }
        assertThat(ann.ask("downline")).containsExactly("OK Thank you");
        ann.assertClosed(1000);
    }

    @Test
    void speaksTheSubprotocolThatIsAskedFor() throws IOException {
        start();
        assertThat(connect("Sec-WebSocket-Protocol: chat, parley.1").head())
                .startsWith("HTTP/1.1 101 Switching Protocols")
                .contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "sec-websocket-protocol: parley.1");
        assertThat(connect("Sec-WebSocket-Protocol: chat").head())
                .startsWith("HTTP/1.1 101 Switching Protocols")
                .noneMatch(header -> header.startsWith("sec-websocket-protocol"));
        awaitMetric("web_requests{status=\"101\"}", 2);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost, localhost, 101",
        "http://localhost:80, LOCALHOST, 101",
        "https://localhost, localhost, 101",
        "http://127.0.0.1:7080, 127.0.0.1:7080, 101",
        "http://[::1]:7080, [::1]:7080, 101",
        "https://chat.example.org, 127.0.0.1:7080, 101",
        "https://CHAT.example.org:443, 127.0.0.1:7080, 101",
        "http://chat.example.org, 127.0.0.1:7080, 403",
        "https://chat.example.org:444, 127.0.0.1:7080, 403",
        "https://chat.example.org.evil.org, 127.0.0.1:7080, 403",
        "http://localhost:7081, localhost:7080, 403",
        "http://evil.org, localhost, 403",
        "http://localhost@evil.org, localhost, 403",
        "http://localhost/, localhost, 403",
        "ftp://localhost, localhost, 403",
        "null, localhost, 403",
        "http://, localhost, 403",
        "%, localhost, 403"
    })
    void letsOnlyPagesOfThisHostAndThoseThatAreNamed(String origin, String host, int status) throws IOException {
        WebOrigin other = Objects.requireNonNull(WebOrigin.parse("https://chat.example.org"));
        start(Limits.unlimited(), new WebOptions(ANYWHERE, false, Set.of(other), false), null);
        String answer = ask(WebSocketClient.request("Origin: " + origin).replace("Host: localhost", "Host: " + host));
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    /** The answer to bytes behind which the client says that nothing more will come. */
    private String ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge().webPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1003, OK pong", "3, 1002, OK pong", "128, 1002, OK pong"})
    void answersWhatCameBeforeWhatItCannotTake(int opcode, int code, String answer) throws IOException {
        start();
        WebSocketClient ann = login("ann");
        ann.send("ping");
        ann.frame(opcode == 128 ? opcode : WebSocketClient.FINAL | opcode, (byte) 'x');
        ann.send("ping");
        assertThat(ann.line()).isEqualTo(answer);
        ann.assertClosed(code);
        awaitMetric("sessions_open", 0);
    }

    @Test
    void closesByBadUtf8AndAnswersLineBreaks() throws IOException {
        start();
        WebSocketClient ann = login("ann");
        assertThat(ann.ask("pub a\nb")).singleElement().asString().startsWith("ERR bad-encoding ");
        assertThat(ann.ask("pub " + "x".repeat(4_093)))
                .singleElement()
                .asString()
                .startsWith("ERR line-too-long ");
        ann.frame(WebSocketClient.FINAL | WebSocketClient.TEXT, (byte) 'p', (byte) 0xC3);
        ann.assertClosed(1007);
    }

    @Test
    void answersPingsAndAllThatCameBeforeAClose() throws IOException {
        start();
        WebSocketClient ann = connect();
        ann.send("ann");
        ann.frame(WebSocketClient.FINAL | WebSocketClient.PING, (byte) 'x');
        ann.send("pub hi");
        ann.send("pull");
        ann.close(1001);
        List<WebSocketClient.Frame> frames = new ArrayList<>();
        for (int frame = 0; frame < 7; frame++) {
            frames.add(ann.frame());
        }
        assertThat(frames)
                .filteredOn(frame -> frame.first() == (WebSocketClient.FINAL | WebSocketClient.PONG))
                .singleElement()
                .extracting(WebSocketClient.Frame::text)
                .isEqualTo("x");
        assertThat(frames)
                .filteredOn(frame -> frame.first() == (WebSocketClient.FINAL | WebSocketClient.TEXT))
                .extracting(frame -> frame.text().replaceAll("[ 0-9].*", ""))
                .containsExactly("OK", "OK", "OK", "LOBBY", "OK");
        assertThat(frames.get(6).first()).isEqualTo(WebSocketClient.FINAL | WebSocketClient.CLOSE);
        assertThat(frames.get(6).code()).isEqualTo(1001);
        assertThat(ann.isAtEnd()).isTrue();
        awaitMetric("sessions_open", 0);
    }

    @Test
    void answersEverythingToWhoShutsDownTheirSide() throws IOException {
        start();
        WebSocketClient ann = connect();
        ann.send("ann");
        ann.send("ping");
        ann.write(new byte[] {(byte) 0x81, (byte) 0x84, 0, 0, 0, 0, 'p'});
        ann.shutdownOutput();
        assertThat(ann.line()).startsWith("OK parley/1 ");
        assertThat(ann.line()).startsWith("OK Welcome ann!");
        assertThat(ann.line()).isEqualTo("OK pong");
        ann.assertClosed(1000);
    }

    @Test
    void greetsBeforeItAnswersWhatCameWithTheRequest() throws IOException {
        start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge().webPort())) {
            socket.setSoTimeout(10_000);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.writeBytes(WebSocketClient.request().getBytes(UTF_8));
            joined.writeBytes(WebSocketClient.bytes(0x81, "ann".getBytes(UTF_8)));
            joined.writeBytes(WebSocketClient.bytes(0x81, "downline".getBytes(UTF_8)));
            socket.getOutputStream().write(joined.toByteArray());
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 6)).startsWith("OK parley/1 ");
            assertThat(answer).containsSubsequence("OK parley/1 ", "OK Welcome ann!", "OK Thank you");
        }
    }

    @Test
    void turnsAwayInTheGreetingsPlace() throws IOException {
        start(Limits.unlimited().with(new AdmissionLimits(9, 1, 3)), WebOptions.on(ANYWHERE), null);
        login("ann");
        WebSocketClient bob = connect();
        assertThat(bob.line()).startsWith("ERR full ");
        bob.assertClosed(1000);
        assertThat(ask(PAGE)).startsWith("HTTP/1.1 503 ").contains("retry-after: ", "ERR full ");
        WebSocketClient cid = connect();
        assertThat(cid.line()).startsWith("ERR rate-limited ");
        cid.assertClosed(1000);
        assertThat(ask(PAGE)).startsWith("HTTP/1.1 429 ").contains("ERR rate-limited ");
        awaitMetric("connections_leaving", 0);
    }

    @Test
    void keepsTheBannedOut() throws IOException {
        start();
        try (Client operator = Client.operator(bridge().adminSocket())) {
            WebSocketClient ann = login("ann");
            assertThat(operator.status("ban 127.0.0.1 1h go")).isEqualTo("OK 1");
            assertThat(ann.line()).startsWith("BYE banned ");
            ann.assertClosed(1000);
            WebSocketClient again = connect();
            assertThat(again.line()).startsWith("ERR banned ");
            again.assertClosed(1000);
            assertThat(ask(PAGE)).startsWith("HTTP/1.1 403 ");
            assertThat(operator.status("unban 127.0.0.1")).isEqualTo("OK");
        }
    }

    @Test
    void saysGoodbyeAtTheEnd() throws IOException {
        Bridge ending = start();
        WebSocketClient ann = login("ann");
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), ending.webPort())) {
            idle.setSoTimeout(10_000);
            awaitMetric("connections_accepted", 2);
            bridge = null;
            ending.stop();
            assertThat(ann.line()).startsWith("BYE shutdown ");
            ann.assertClosed(1000);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** What a reader who stalls leaves unread is not held for them; the others are not held up. */
    @Test
    void catchesUpWithReadersWhoStall() throws IOException {
        start();
        WebSocketClient ann = login("ann");
        assertThat(ann.ask("live")).containsExactly("OK");
        int messages = 6_000;
        String text = "x".repeat(2_000);
        try (Client bob = Client.login(bridge().port(), "bob")) {
            for (int sent = 0; sent < messages; sent += 1_000) {
                bob.send(("pub " + text + "\r\n").repeat(999) + "pub " + text);
                for (int answer = 0; answer < 1_000; answer++) {
                    assertThat(bob.line()).startsWith("OK 2");
                }
            }
        }
        int read = 0;
        String before = "";
        while (read < messages) {
            String line = ann.line();
            assertThat(line).startsWith("LOBBY ").endsWith(" bob: " + text).isGreaterThan(before);
            before = line;
            read++;
        }
        assertThat(ann.ask("ping")).containsExactly("OK pong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTlsToo(String protocol) throws IOException {
        TestCertificate certificate = TestCertificate.make().write(directory);
        TlsOptions files = new TlsOptions(null, TestCertificate.certificate(directory), TestCertificate.key(directory));
        Bridge started = start(Limits.unlimited(), new WebOptions(ANYWHERE, false, Set.of(), true), files);
        assertThat(started.tlsPort()).isEqualTo(-1);
        WebSocketClient ann =
                WebSocketClient.over(certificate.connect(started.webPort(), protocol), "Origin: https://localhost");
        sockets.add(ann);
        assertThat(ann.line()).startsWith("OK parley/1 ");
        assertThat(ann.ask("ann")).hasSize(1);
        assertThat(ann.ask("pub hi").get(0)).startsWith("OK 2");
        assertThat(ann.ask("downline")).containsExactly("OK Thank you");
        ann.assertClosed(1000);
        WebSocketClient plainPage =
                WebSocketClient.over(certificate.connect(started.webPort(), protocol), "Origin: http://localhost");
        sockets.add(plainPage);
        assertThat(plainPage.head()).startsWith("HTTP/1.1 403 Forbidden");
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), started.webPort())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            assertThat(plain.getInputStream().read()).isEqualTo(-1);
        }
        awaitMetric("tls_probes", 1);
    }

    @Test
    void takesAnotherPortWhereThatWillDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            start(Limits.unlimited(), new WebOptions(address, true, Set.of(), false), null);
            assertThat(bridge().webPort()).isPositive().isNotEqualTo(taken.getLocalPort());
            login("ann");
        }
    }
}
