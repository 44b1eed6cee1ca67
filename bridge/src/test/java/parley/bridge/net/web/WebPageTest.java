package parley.bridge.net.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.limits.Limits;
import parley.protocol.metric.Metric;
import parley.redis.test.TestRedis;

/** The door for browsers of a whole bridge: HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPageTest {
    private static final Path PAGE = Path.of("..", "clients", "web", "page");
    private static final Path LIBRARY = Path.of("..", "clients", "javascript", "src");
    private static final Set<String> FOR_NODE = Set.of("node.js", "tcp.js");

    private Bridge bridge;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        bridge = Bridge.start(
                new BridgeOptions(anywhere, TestRedis.uri(), directory.resolve("admin.sock"), Limits.unlimited())
                        .withWeb(WebOptions.on(anywhere)),
                () -> {});
    }

    @AfterAll
    void stop() {
        bridge.stop();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.webPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** All that comes up to the end, a character a byte. */
    private String ask(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList())
                + "Connection: close\r\n\r\n";
    }

    private void awaitMetric(String name, double value) {
        await().untilAsserted(() -> assertThat(bridge.metrics())
                .flatExtracting(Metric::readings)
                .contains(new Metric.Reading(name, value)));
    }

    static Stream<String> files() {
        return Page.FILES.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void servesEachFileAndNothingOfItTwice(String name) throws IOException {
        String path = name.equals("index.html") ? "/" : "/" + name;
        String answer = ask(get(path));
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n" + Files.readString(source(name), ISO_8859_1))
                .containsIgnoringCase("cache-control: no-cache")
                .containsIgnoringCase("content-length: " + Files.size(source(name)))
                .containsIgnoringCase("content-security-policy: default-src 'none'; script-src 'self';")
                .containsIgnoringCase("frame-ancestors 'none'")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("referrer-policy: no-referrer")
                .containsIgnoringCase("connection: close");
        String tag = answer.replaceAll("(?s).*\r\netag: (\"[^\"]+\")\r\n.*", "$1");
        assertThat(ask(get(path, "If-None-Match: \"other\", W/" + tag)))
                .startsWith("HTTP/1.1 304 Not Modified\r\n")
                .contains("\r\netag: " + tag + "\r\n")
                .endsWith("\r\n\r\n");
        assertThat(ask(get(path, "If-None-Match: \"other\""))).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(ask("HEAD " + path + " HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\ncontent-length: " + Files.size(source(name)) + "\r\n")
                .endsWith("\r\n\r\n");
    }

    private static Path source(String name) {
        return name.startsWith("parley/") ? LIBRARY.resolve(name.substring("parley/".length())) : PAGE.resolve(name);
    }

    @Test
    void servesAllThatIsThereForABrowser() throws IOException {
        try (Stream<Path> page = Files.list(PAGE);
                Stream<Path> library = Files.list(LIBRARY)) {
            assertThat(Stream.concat(
                            page.map(file -> file.getFileName().toString()),
                            library.map(file -> file.getFileName().toString())
                                    .filter(name -> !FOR_NODE.contains(name))
                                    .map(name -> "parley/" + name)))
                    .containsExactlyInAnyOrderElementsOf(Page.FILES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /none, 404 Not Found",
        "GET, /index.html, 404 Not Found",
        "GET, /../pom.xml, 404 Not Found",
        "GET, /%2e%2e/pom.xml, 404 Not Found",
        "GET, //, 404 Not Found",
        "GET, /?a=b, 200 OK",
        "POST, /, 405 Method Not Allowed",
        "OPTIONS, /, 405 Method Not Allowed",
        "OPTIONS, *, 404 Not Found",
        "GET, /chat, 426 Upgrade Required",
        "HEAD, /chat, 405 Method Not Allowed",
    })
    void answersByWhatIsAskedFor(String method, String path, String status) throws IOException {
        assertThat(ask(get(path).replaceFirst("GET", method)))
                .startsWith("HTTP/1.1 " + status + "\r\n")
                .containsIgnoringCase("content-security-policy: default-src 'none'")
                .containsIgnoringCase("x-content-type-options: nosniff");
    }

    @Test
    void saysHowToAskInstead() throws IOException {
        assertThat(ask(get("/").replaceFirst("GET", "PUT"))).contains("\r\nallow: GET, HEAD\r\n");
        assertThat(ask(get("/chat", "Upgrade: websocket", "Sec-WebSocket-Version: 8")))
                .startsWith("HTTP/1.1 426 ")
                .contains("\r\nupgrade: websocket\r\n", "\r\nsec-websocket-version: 13\r\n");
        String handshake = WebSocketClient.request().replace("keep-alive, Upgrade", "close, upgrade");
        assertThat(ask(handshake.replace("dGhl", ""))).startsWith("HTTP/1.1 400 ");
        assertThat(ask(handshake.replace("HTTP/1.1", "HTTP/1.0"))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void boundsRequests() throws IOException {
        assertThat(ask(get("/" + "x".repeat(5_000)))).startsWith("HTTP/1.1 414 ");
        assertThat(ask(get("/", "Cookie: " + "x".repeat(9_000)))).startsWith("HTTP/1.1 431 ");
        assertThat(ask("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\nx"))
                .startsWith("HTTP/1.1 405 ");
        assertThat(ask("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    /** Some in a row are answered in their order, and who asks for ever more without reading is not. */
    @Test
    void answersInTheirOrder() throws IOException {
        String page = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        assertThat(ask(page + page.replace("GET /", "GET /none") + get("/")))
                .containsSubsequence("HTTP/1.1 200 ", "HTTP/1.1 404 ", "HTTP/1.1 200 ");
    }

    @Test
    void answersWhoShutsDownTheirSide() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    /** Takes as long as they are given. */
    @Test
    void waitsForNobodyForLong() throws IOException {
        try (Socket silent = connect();
                Socket slow = connect();
                Socket idle = connect()) {
            slow.getOutputStream().write("GET / HTTP/1.1\r\nHo".getBytes(UTF_8));
            idle.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
            assertThat(new String(idle.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001 hello, TLS", "SSH-2.0-OpenSSH_9.2p1\r\n"})
    void closesWhatIsNoHttp(String opening) throws IOException {
        assertThat(ask(opening)).isEmpty();
        awaitMetric("connections_leaving", 0);
    }
}
