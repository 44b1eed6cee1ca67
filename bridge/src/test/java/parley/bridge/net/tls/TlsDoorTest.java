package parley.bridge.net.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.Client;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.protocol.metric.Metric;
import parley.redis.test.TestRedis;

/** The door for TLS of a whole bridge. What is said there is in the transcripts. */
class TlsDoorTest {
    @TempDir
    Path directory;

    private final List<Socket> sockets = new ArrayList<>();
    private TestCertificate certificate;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        TestRedis.flush();
        certificate = TestCertificate.make().write(directory);
        bridge = bridge(Limits.unlimited());
    }

    private Bridge bridge(Limits limits) throws IOException {
        Bridge started = Bridge.start(
                new BridgeOptions(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                TestRedis.uri(),
                                directory.resolve("admin.sock"),
                                limits)
                        .withTls(TestCertificate.options(directory)),
                () -> {});
        await().until(() -> started.trouble() == null);
        return started;
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        bridge.stop();
    }

    private SSLSocket connect(String protocol) throws IOException {
        SSLSocket socket = certificate.connect(bridge.tlsPort(), protocol);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private void awaitMetric(String name, double value) {
        await().untilAsserted(() -> assertThat(bridge.metrics())
                .flatExtracting(Metric::readings)
                .contains(new Metric.Reading(name, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void answersEverythingAfterTheClientHasEndedItsSide(String protocol) throws IOException {
        int messages = 500;
        SSLSocket ann = connect(protocol);
        send(ann, "ann\n" + ("pub " + "x".repeat(2_000) + "\n").repeat(messages) + "history 500\nping");
        ann.shutdownOutput();
        String answers = readAll(ann);
        assertThat(answers.lines().filter(line -> line.startsWith("OK 2"))).hasSize(messages);
        assertThat(answers.lines().filter(line -> line.startsWith("LOBBY "))).hasSize(messages);
        assertThat(answers).endsWith("\r\nOK 500\r\nOK pong\r\n");
    }

    /** What is delivered lies in memory that all connections share, and TLS works on it in place. */
    @Test
    void deliversToAllTheSameAndChangesNothingOfIt() throws IOException {
        List<SSLSocket> live = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            SSLSocket socket = connect(client % 2 == 0 ? "TLSv1.3" : "TLSv1.2");
            send(socket, "n" + client + "\nlive\n");
            live.add(socket);
        }
        awaitMetric("sessions_logged_in", live.size());
        int messages = 2_000;
        try (Client ann = Client.login(bridge.port(), "ann")) {
            StringBuilder said = new StringBuilder();
            for (int message = 0; message < messages; message++) {
                said.append("pub ").append(text(message)).append('\n');
            }
            ann.sendLast(said + "history 1000\n");
            for (int message = 0; message < messages; message++) {
                assertThat(ann.line()).startsWith("OK 2");
            }
            String last = ann.line();
            for (SSLSocket socket : live) {
                List<String> lobby = lobby(socket, messages);
                assertThat(lobby).isSorted().contains(last);
                for (int message = 0; message < messages; message++) {
                    assertThat(lobby.get(message)).endsWith(" ann: " + text(message));
                }
            }
        }
    }

    private static String text(int message) {
        return message + " " + "y".repeat(1 + message % 700);
    }

    private static List<String> lobby(SSLSocket socket, int count) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        List<String> lobby = new ArrayList<>();
        while (lobby.size() < count) {
            String line = requireNonNull(reader.readLine());
            if (line.startsWith("LOBBY ")) {
                lobby.add(line);
            }
        }
        return lobby;
    }

    @Test
    void takesWhatIsNoTlsForAProbe() throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), bridge.tlsPort())) {
            plain.setSoTimeout(10_000);
            send(plain, "GET / HTTP/1.1\r\n\r\n");
            assertEnded(plain);
        }
        awaitMetric("tls_probes", 1);
        awaitMetric("tls_handshakes_failed", 0);
    }

    @Test
    void knowsProbesWithinTls() throws IOException {
        SSLSocket browser = connect("TLSv1.3");
        send(browser, "POST / HTTP/1.1\r\nHost: localhost\r\n\r\nann\npub hi\n");
        assertThat(readAll(browser).lines()).singleElement().asString().startsWith("OK parley/1 ");
        awaitMetric("probes{protocol=\"http\"}", 1);
    }

    @Test
    void countsHandshakesThatFail() throws IOException {
        TestCertificate other = TestCertificate.make();
        assertThatThrownBy(() -> other.connect(bridge.tlsPort(), "TLSv1.3")).isInstanceOf(IOException.class);
        awaitMetric("tls_handshakes_failed", 1);
        awaitMetric("tls_handshakes", 0);
        awaitMetric("sessions_open", 0);
    }

    @Test
    void endsWhoBeginsAnotherHandshake() throws IOException {
        SSLSocket ann = connect("TLSv1.2");
        send(ann, "ann\n");
        ann.startHandshake();
        assertEnded(ann);
        awaitMetric("sessions_open", 0);
    }

    private static void assertEnded(Socket socket) throws IOException {
        try {
            readAll(socket);
        } catch (SocketTimeoutException open) {
            throw open;
        } catch (IOException reset) {
            // An end as well.
        }
    }

    @Test
    void refusesOverTlsToo() throws IOException {
        bridge.stop();
        bridge = bridge(Limits.unlimited().with(new AdmissionLimits(9, 1, 2)));
        SSLSocket ann = connect("TLSv1.3");
        send(ann, "ann\n");
        SSLSocket bob = connect("TLSv1.2");
        assertThat(readAll(bob)).startsWith("ERR full ").hasLineCount(1);
        SSLSocket cid = connect("TLSv1.3");
        assertThat(readAll(cid)).startsWith("ERR rate-limited ").hasLineCount(1);
        ann.shutdownOutput();
        assertThat(readAll(ann)).contains("OK Welcome ann!");
    }

    @Test
    void servesNewConnectionsByNewFiles() throws IOException {
        SSLSocket ann = connect("TLSv1.3");
        TestCertificate before = certificate;
        certificate = TestCertificate.make().write(directory);
        bridge.reload();
        connect("TLSv1.3");
        assertThatThrownBy(() -> before.connect(bridge.tlsPort(), "TLSv1.3")).isInstanceOf(IOException.class);
        send(ann, "ann\ndownline\n");
        assertThat(readAll(ann)).endsWith("OK Thank you\r\n");
    }
}
