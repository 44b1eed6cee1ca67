package parley.app.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import parley.archiver.Archiver;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.limits.Limits;
import parley.bridge.net.tls.TlsOptions;
import parley.bridge.net.web.WebOptions;
import parley.protocol.RedisRights;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

/** Runs a bridge with all of its doors, and an archiver, each with what exports its metrics. */
final class ExportingParts implements AutoCloseable {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final BridgePart bridge;
    final ArchiverPart archiver;

    private ExportingParts(BridgePart bridge, ArchiverPart archiver) {
        this.bridge = bridge;
        this.archiver = archiver;
    }

    /** Returns when both do what they are there for. */
    static ExportingParts start(Path directory) throws Exception {
        TestRedis.flush();
        X509Bundle certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path pem = directory.resolve("cert.pem");
        Files.writeString(pem, certificate.getCertificatePathPEM() + certificate.getPrivateKeyPEM());
        Bridge bridge = Bridge.start(
                new BridgeOptions(
                                ANY,
                                TestRedis.uri(RedisRights.BRIDGE),
                                directory.resolve("admin.sock"),
                                Limits.defaults())
                        .withTls(new TlsOptions(ANY, pem, pem))
                        .withWeb(WebOptions.on(ANY)),
                () -> {});
        Archiver archiver = Archiver.start(
                RedisEndpoint.parse(TestRedis.uri(RedisRights.ARCHIVER)), directory, InstantSource.system());
        ExportingParts parts = new ExportingParts(new BridgePart(bridge), new ArchiverPart(archiver));
        await().until(() -> parts.bridge.trouble() == null && parts.archiver.trouble() == null);
        return parts;
    }

    /** As a process of its own would that runs only this part. */
    static PrometheusExporter exporter(Part... parts) {
        RunningParts running = new RunningParts();
        List.of(parts).forEach(running::add);
        return new PrometheusExporter(running.metrics());
    }

    /** Sends these lines in a session of their own; returns when it is over. */
    void say(String lines) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), bridge.bridge().port())) {
            socket.getOutputStream().write(lines.getBytes(UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    @Override
    public void close() {
        bridge.stop();
        archiver.stop();
    }
}
