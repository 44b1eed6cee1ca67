package parley.bridge.net.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A certificate for localhost, made now, and clients that trust it and nothing else. */
public final class TestCertificate {
    private final X509Bundle bundle;

    private TestCertificate(X509Bundle bundle) {
        this.bundle = bundle;
    }

    public static TestCertificate make() {
        return make(CertificateBuilder.Algorithm.ecp256, Instant.now().plus(1, ChronoUnit.DAYS));
    }

    static TestCertificate make(CertificateBuilder.Algorithm algorithm, Instant end) {
        try {
            return new TestCertificate(new CertificateBuilder()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .algorithm(algorithm)
                    .notBefore(Instant.now().minus(2, ChronoUnit.DAYS))
                    .notAfter(end)
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    X509Bundle bundle() {
        return bundle;
    }

    /** Writes both files into the directory, in place of what is there. */
    public TestCertificate write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(certificate(directory), bundle.getCertificatePathPEM());
            Files.writeString(key(directory), bundle.getPrivateKeyPEM());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path certificate(Path directory) {
        return directory.resolve("cert.pem");
    }

    public static Path key(Path directory) {
        return directory.resolve("key.pem");
    }

    /** Options to speak TLS by the files in the directory, on a port that is free. */
    public static TlsOptions options(Path directory) {
        return new TlsOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), certificate(directory), key(directory));
    }

    /**
     * Connects, and has done its handshake when it returns.
     *
     * @param protocol {@code TLSv1.2} or {@code TLSv1.3}
     */
    public SSLSocket connect(int port, String protocol) throws IOException {
        return secure(new Socket(InetAddress.getLoopbackAddress(), port), protocol);
    }

    /** The same on a connection that is there, whatever was sent on it. */
    public SSLSocket secure(Socket socket, String protocol) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, bundle.toTrustManagerFactory().getTrustManagers(), null);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            tls.setEnabledProtocols(new String[] {protocol});
            tls.startHandshake();
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
