package parley.bridge.net.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.Client;
import parley.bridge.MetricReadings;
import parley.bridge.chat.ban.AddressRange;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.net.tls.TestCertificate;
import parley.bridge.net.web.WebOptions;
import parley.bridge.net.web.WebSocketClient;
import parley.redis.test.TestRedis;

/** All doors of a whole bridge behind a balancer, which is at one address of this machine and everybody else at another. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.1 is all of this machine")
class ProxyDoorTest {
    private static final String BALANCER = "127.0.0.2";
    private static final String ANN = "198.51.100.7";
    private static final String BOB = "203.0.113.8";

    @TempDir
    Path directory;

    private final List<Socket> sockets = new ArrayList<>();
    private TestCertificate certificate;
    private @Nullable Bridge running;

    /** What a door speaks behind the header. */
    private enum Door {
        LINES,
        TLS,
        WEB,
        WEB_TLS
    }

    @BeforeEach
    void prepare() throws IOException {
        TestRedis.flush();
        certificate = TestCertificate.make().write(directory);
    }

    private void start(Limits limits, boolean webTls) throws IOException {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        running = Bridge.start(
                new BridgeOptions(anywhere, TestRedis.uri(), directory.resolve("admin.sock"), limits)
                        .withTls(TestCertificate.options(directory))
                        .withWeb(new WebOptions(anywhere, false, Set.of(), webTls))
                        .behind(new TrustedProxies(
                                AddressRange.parse(BALANCER).stream().toList())),
                () -> {});
        await().until(() -> bridge().trouble() == null);
    }

    private Bridge bridge() {
        return requireNonNull(running);
    }

    private void start(AdmissionLimits limits) throws IOException {
        start(Limits.unlimited().with(limits), false);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        bridge().stop();
    }

    private Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(BALANCER, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private Socket behind(int port, String header) throws IOException {
        Socket socket = connect(port);
        socket.getOutputStream().write(header.getBytes(ISO_8859_1));
        return socket;
    }

    /** Kept as well: one that nobody refers to is closed by its finalizer. */
    private Socket secure(Socket socket, String protocol) throws IOException {
        Socket tls = certificate.secure(socket, protocol);
        sockets.add(tls);
        return tls;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet != '\n';
                octet = socket.getInputStream().read()) {
            assertThat(octet).as("the next byte, after «%s»", line).isNotEqualTo(-1);
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    /** Everything up to the end, however it comes. */
    private static String rest(Socket socket) throws IOException {
        StringBuilder rest = new StringBuilder();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                rest.append((char) octet);
            }
        } catch (SocketException reset) {
            // An end as well.
        }
        return rest.toString();
    }

    private double metric(String name) {
        return MetricReadings.value(bridge().metrics(), name);
    }

    private List<String> operator(String command) {
        try (Client operator = Client.operator(bridge().adminSocket())) {
            return operator.ask(command);
        }
    }

    /** Logs in at that door, in the same packet as the header where there is nothing between them. */
    private void login(Door door, String header, String nick) throws IOException {
        switch (door) {
            case LINES -> {
                Socket socket = behind(bridge().port(), header + nick + "\r\n");
                assertThat(line(socket)).startsWith("OK parley/1 ");
                assertThat(line(socket)).startsWith("OK Welcome ");
            }
            case TLS -> {
                Socket socket = secure(behind(bridge().tlsPort(), header), "TLSv1.3");
                send(socket, nick + "\r\n");
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                assertThat(reader.readLine()).startsWith("OK parley/1 ");
                assertThat(requireNonNull(reader.readLine())).startsWith("OK Welcome ");
            }
            case WEB, WEB_TLS -> {
                Socket socket = behind(bridge().webPort(), header);
                WebSocketClient client = WebSocketClient.over(door == Door.WEB ? socket : secure(socket, "TLSv1.2"));
                assertThat(client.line()).startsWith("OK parley/1 ");
                client.send(nick);
                assertThat(client.line()).startsWith("OK Welcome ");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void takesTheAddressInTheHeaderAtEachDoor(Door door) throws IOException {
        start(Limits.unlimited(), door == Door.WEB_TLS);
        login(door, Headers.text(ANN), "ann");
        login(door, Headers.binary("2001:db8:1:2::7", Headers.extension(0xEA, "more")), "bob");
        login(door, Headers.binary("::ffff:" + BOB), "cid");
        login(door, Headers.binary(Headers.LOCAL, Headers.UNSPECIFIED, ""), "dee");
        assertThat(operator("users"))
                .extracting(user -> user.replaceAll(" bridge=.* (address=[^ ]*) .*", " $1"))
                .containsExactly(
                        "USER ann address=" + ANN,
                        "USER bob address=2001:db8:1:2:0:0:0:7",
                        "USER cid address=" + BOB,
                        "USER dee address=" + BALANCER,
                        "OK 4");
        assertThat(metric("proxy_headers")).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void turnsAwayWhoIsBannedAtEachDoor(Door door) throws IOException {
        start(Limits.unlimited(), door == Door.WEB_TLS);
        login(door, Headers.text(ANN), "ann");
        login(door, Headers.text(BOB), "bob");
        assertThat(operator("ban 198.51.100.0/24 1h rude")).containsExactly("OK 1");
        Socket again = behind(
                switch (door) {
                    case LINES -> bridge().port();
                    case TLS -> bridge().tlsPort();
                    case WEB, WEB_TLS -> bridge().webPort();
                },
                Headers.binary("198.51.100.200"));
        switch (door) {
            case LINES -> assertThat(rest(again)).startsWith("ERR banned ").hasLineCount(1);
            case TLS ->
                assertThat(rest(secure(again, "TLSv1.3")))
                        .startsWith("ERR banned ")
                        .hasLineCount(1);
            case WEB -> {
                send(again, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(rest(again)).startsWith("HTTP/1.1 403 ").contains("ERR banned ");
            }
            case WEB_TLS ->
                assertThat(WebSocketClient.over(secure(again, "TLSv1.3")).line())
                        .startsWith("ERR banned ");
        }
        login(door, Headers.text("192.0.2.44"), "cid");
        assertThat(operator("users")).hasSize(3);
    }

    @Test
    void countsByTheAddressInTheHeader() throws IOException {
        start(new AdmissionLimits(20, 1, 0));
        login(Door.LINES, Headers.text(ANN), "ann");
        login(Door.LINES, Headers.text(BOB), "bob");
        assertThat(rest(behind(bridge().port(), Headers.text(ANN) + "eve\r\n"))).startsWith("ERR full ");
        login(Door.LINES, Headers.binary("2001:db8:1:2::7"), "cid");
        assertThat(rest(behind(bridge().port(), Headers.text("2001:db8:1:2:3::9"))))
                .startsWith("ERR full ");
        login(Door.LINES, Headers.binary("2001:db8:1:3::7"), "dee");
        sockets.get(0).close();
        await().until(() -> operator("users").size() == 4);
        login(Door.LINES, Headers.text("::ffff:" + ANN), "ann");
    }

    @Test
    void limitsHowOftenAnAddressConnectsAndNotTheBalancer() throws IOException {
        // No fewer at one time than come in time: whoever has left may be counted for a moment.
        start(new AdmissionLimits(99, 3, 3));
        for (int client = 0; client < 9; client++) {
            assertThat(line(behind(bridge().port(), Headers.text("198.51.100." + client))))
                    .startsWith("OK ");
            assertThat(line(behind(bridge().port(), "PROXY UNKNOWN\r\n"))).startsWith("OK ");
            assertThat(line(behind(bridge().port(), Headers.binary(Headers.LOCAL, Headers.UNSPECIFIED, ""))))
                    .startsWith("OK ");
        }
        for (int connection = 0; connection < 3; connection++) {
            behind(bridge().port(), Headers.text(BOB)).close();
        }
        await().until(() -> metric("connections_accepted") == 9 * 3 + 3);
        assertThat(rest(behind(bridge().port(), Headers.text(BOB)))).startsWith("ERR rate-limited ");
        assertThat(metric("connections_refused{code=\"rate-limited\"}")).isEqualTo(1);
    }

    @Test
    void countsThoseWhoseHeaderIsStillToCome() throws IOException {
        start(new AdmissionLimits(2, 0, 0));
        Socket waits = connect(bridge().port());
        login(Door.LINES, Headers.text(ANN), "ann");
        assertThat(rest(behind(bridge().port(), Headers.text(BOB))))
                .startsWith("ERR full ")
                .hasLineCount(1);
        waits.close();
        await().until(() -> metric("proxy_headers_refused{fault=\"gone\"}") == 1);
        login(Door.LINES, Headers.text(BOB), "bob");
        assertThat(rest(behind(bridge().port(), Headers.text("192.0.2.44")))).startsWith("ERR full ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann\r\n", "GET / HTTP/1.1\r\n\r\n", "PROXY TCP4 nobody\r\nann\r\n", "\u0016\u0003\u0001"})
    void closesABalancersConnectionWithoutAHeader(String bytes) throws IOException {
        start(Limits.unlimited(), false);
        for (int port : List.of(bridge().port(), bridge().tlsPort(), bridge().webPort())) {
            assertThat(rest(behind(port, bytes))).isEmpty();
        }
        // Netty closes what is malformed before it tells.
        await().until(() -> metric("proxy_headers_refused{fault=\"missing\"}")
                        + metric("proxy_headers_refused{fault=\"malformed\"}")
                == 3);
        assertThat(metric("connections_accepted")).isZero();
    }

    @Test
    void takesAHeaderOfAnybodyElseForWhatItLooksLike() throws IOException {
        start(Limits.unlimited(), false);
        try (Client ann = Client.connect(bridge().port())) {
            ann.line();
            assertThat(ann.ask(Headers.text(BOB).strip()))
                    .singleElement()
                    .asString()
                    .startsWith("ERR nick-invalid ");
            assertThat(ann.status("ann")).startsWith("OK Welcome ann!");
            assertThat(operator("users").get(0)).contains(" address=127.0.0.1 ");
        }
        try (Client probe = Client.connect(bridge().port())) {
            probe.line();
            probe.sendLast(Headers.binary(BOB) + "bob\r\n");
            assertThat(probe.isAtEnd()).isTrue();
        }
        assertThat(metric("probes{protocol=\"proxy\"}")).isEqualTo(1);
        assertThat(metric("proxy_headers")).isZero();
    }

    @Test
    void endsThoseWhoseHeaderIsStillToComeWhenItEnds() throws IOException {
        start(Limits.unlimited(), false);
        Socket waits = connect(bridge().port());
        login(Door.LINES, Headers.text(ANN), "ann");
        bridge().stop();
        assertThat(rest(waits)).isEmpty();
        assertThat(rest(sockets.get(1))).startsWith("BYE shutdown ");
        start(Limits.unlimited(), false);
    }
}
