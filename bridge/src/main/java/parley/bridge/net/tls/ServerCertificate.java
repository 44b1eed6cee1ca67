package parley.bridge.net.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Is the certificate and key by which connections are served, as the files were when they were read.
 *
 * @param ends when the certificate does
 */
record ServerCertificate(PemFile certificate, PemFile key, SslContext context, Instant ends) {
    /** What is good today: forward secrecy and authenticated encryption. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** Sessions that are remembered to be resumed; each takes some KiB. */
    private static final int RESUMABLE = 1_000;

    private static final Duration RESUMABLE_FOR = Duration.ofHours(1);

    /** @throws IOException in one line for who chose the files */
    static ServerCertificate of(PemFile certificate, PemFile key) throws IOException {
        List<X509Certificate> chain = chain(certificate);
        PrivateKey secret = KeyReader.read(key, chain.get(0).getPublicKey(), certificate);
        SslContext context = SslContextBuilder.forServer(secret, chain)
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .sessionCacheSize(RESUMABLE)
                .sessionTimeout(RESUMABLE_FOR.toSeconds())
                .build();
        return new ServerCertificate(
                certificate, key, context, chain.get(0).getNotAfter().toInstant());
    }

    private static List<X509Certificate> chain(PemFile file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemFile.Block block : file.blocks("CERTIFICATE")) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.data())));
            }
        } catch (CertificateException e) {
            throw new IOException("a certificate in " + file + " is damaged", e);
        }
        if (chain.isEmpty()) {
            throw new IOException("there is no certificate in " + file + ", or not as PEM");
        }
        return chain;
    }
}
