package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.client.error.ParleyException;
import parley.client.session.ScriptedServer;

/** TLS as Java has it: the certificate has to be trusted, and to be the host's. */
class TlsTest {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final int HANDSHAKES = 1_000;
    private static final String TIME = "2026-11-23T10:01:02.000001Z";

    @TempDir
    Path directory;

    /** Of a server that calls itself so, and a client that trusts it. */
    private SSLContext context(String name) throws Exception {
        Path file = directory.resolve(name.replace(':', '-') + ".p12");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static ScriptedServer server(SSLContext context) throws Exception {
        return new ScriptedServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    private static ClientBuilder builder(ScriptedServer server) {
        return Client.builder("ann")
                .address(Address.tls("127.0.0.1", server.port()))
                .pause(Duration.ofMillis(1));
    }

    @Test
    void speaksTheSameLines() throws Exception {
        SSLContext context = context("ip:127.0.0.1");
        try (ScriptedServer server = server(context)) {
            Client client = builder(server).tls(context).start();
            ScriptedServer.Peer peer = server.welcome("ann");
            var said = client.pub("hello");
            peer.expectMatch("once (\\S+) hello");
            peer.send("OK " + TIME);

            assertThat(Outcome.get(said)).isEqualTo(TIME);
            client.leave();
            peer.expect("downline").send("OK Thank you");
            assertThat(Outcome.get(client.closed()).reason()).isEmpty();
        }
    }

    @Test
    void speaksWithNobodyElse() throws Exception {
        SSLContext context = context("ip:127.0.0.2");
        try (ScriptedServer server = server(context)) {
            Thread handshakes = new Thread(() -> shakeHands(server));
            handshakes.setDaemon(true);
            handshakes.start();
            for (ClientBuilder builder : new ClientBuilder[] {builder(server).tls(context), builder(server)}) {
                Client client = builder.start();
                assertThat(Listening.to(client).next(Event.Disconnected.class).reason())
                        .isInstanceOf(ParleyException.ConnectionLost.class)
                        .hasRootCauseInstanceOf(GeneralSecurityException.class);
                Outcome.get(client.leave());
            }
        }
    }

    /** With whoever comes, until the server is closed. */
    private static void shakeHands(ScriptedServer server) {
        for (int i = 0; i < HANDSHAKES; i++) {
            try {
                server.greet().expectEnd();
            } catch (IOException | AssertionError refused) {
                // As it should be; the client tells.
            }
        }
    }
}
