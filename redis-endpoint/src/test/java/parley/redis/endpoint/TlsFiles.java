package parley.redis.endpoint;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authority that nobody else trusts, and what it has signed: {@code ca.pem}, {@code server.pem}, {@code client.pem}, and their keys. */
final class TlsFiles {
    private final Path directory;

    TlsFiles(Path directory) throws Exception {
        this.directory = directory;
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(file("ca.pem"), authority.getCertificatePEM());
        write("server", new CertificateBuilder().subject("CN=server").addSanIpAddress("127.0.0.1"), authority);
        write("client", new CertificateBuilder().subject("CN=client"), authority);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    private void write(String name, CertificateBuilder certificate, X509Bundle authority) throws Exception {
        X509Bundle made = certificate.buildIssuedBy(authority);
        Files.writeString(file(name + ".pem"), made.getCertificatePathPEM());
        Files.writeString(file(name + ".key"), made.getPrivateKeyPEM());
    }

    /** By which a server speaks TLS on that port, as {@code --name} and value by turns. */
    List<String> serverOptions(int port) {
        List<String> options = new ArrayList<>();
        lines(port).forEach(line -> {
            int space = line.indexOf(' ');
            options.add("--" + line.substring(0, space));
            options.add(line.substring(space + 1));
        });
        return options;
    }

    /** The same as lines of a configuration. */
    List<String> lines(int port) {
        return List.of(
                "tls-port " + port,
                "tls-cert-file " + file("server.pem"),
                "tls-key-file " + file("server.key"),
                "tls-ca-cert-file " + file("ca.pem"));
    }

    /** What a client trusts and shows; null for nothing of the kind. */
    RedisSecurity security(@Nullable String ca, @Nullable String certificate) {
        return new RedisSecurity(
                ca == null ? null : file(ca),
                certificate == null ? null : file(certificate + ".pem"),
                certificate == null ? null : file(certificate + ".key"),
                null);
    }
}
