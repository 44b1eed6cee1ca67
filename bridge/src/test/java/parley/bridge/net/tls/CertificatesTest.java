package parley.bridge.net.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificatesTest {
    private final Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);

    @TempDir
    Path directory;

    private Certificates load() throws IOException {
        return Certificates.load(TestCertificate.certificate(directory), TestCertificate.key(directory));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::load).isInstanceOf(IOException.class).hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificateBuilder.Algorithm.class,
            names = {"ecp256", "ecp384", "rsa2048", "ed25519"})
    void areOfAnyCommonKind(CertificateBuilder.Algorithm algorithm) throws IOException {
        TestCertificate.make(algorithm, tomorrow).write(directory);
        try (Certificates certificates = load()) {
            assertThat(certificates.ends()).isEqualTo(tomorrow.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificateBuilder.Algorithm.class,
            names = {"ecp256", "rsa2048"})
    void mayHaveTheirKeysInTheOlderForm(CertificateBuilder.Algorithm algorithm) throws IOException {
        TestCertificate made = TestCertificate.make(algorithm, tomorrow).write(directory);
        String label = algorithm == CertificateBuilder.Algorithm.rsa2048 ? "RSA PRIVATE KEY" : "EC PRIVATE KEY";
        Files.writeString(
                TestCertificate.key(directory),
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + "-----BEGIN " + label + "-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(older(made.bundle().getKeyPair().getPrivate()))
                        + "\n-----END " + label + "-----\n");
        load().close();
    }

    /** What is in the last element of PKCS#8, which has 0x04 and the length in 1, 2 or 3 bytes before it. */
    private static byte[] older(PrivateKey key) {
        byte[] pkcs8 = key.getEncoded();
        for (int at = 4; at < pkcs8.length; at++) {
            int lengthBytes = (pkcs8[at + 1] & 0xFF) < 0x80 ? 0 : pkcs8[at + 1] & 0x7F;
            int from = at + 2 + lengthBytes;
            if (pkcs8[at] == 0x04 && lengthBytes < 3 && pkcs8[from] == 0x30) {
                return Arrays.copyOfRange(pkcs8, from, pkcs8.length);
            }
        }
        throw new IllegalArgumentException("no such key");
    }

    @Test
    void mayStandInOneFile() throws IOException {
        TestCertificate made = TestCertificate.make();
        Path both = Files.writeString(
                directory.resolve("both.pem"),
                "subject: localhost\n" + made.bundle().getPrivateKeyPEM()
                        + made.bundle().getCertificatePathPEM().replace("\n", "\r\n"));
        Certificates.load(both, both).close();
    }

    @Test
    void thatCannotBeAreSaidInOneLine() throws IOException {
        Path certificate = TestCertificate.certificate(directory);
        Path key = TestCertificate.key(directory);
        assertRefused(certificate + ": there is no such file");
        TestCertificate made = TestCertificate.make().write(directory);
        Files.writeString(certificate, "hello");
        assertRefused("there is no certificate in " + certificate + ", or not as PEM");
        Files.writeString(certificate, made.bundle().getCertificatePathPEM().replace("MII", "AAA"));
        assertRefused("a certificate in " + certificate + " is damaged");

        made.write(directory);
        Files.writeString(key, "hello");
        assertRefused("there is no private key in " + key + ", or not as PEM");
        Files.writeString(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertRefused("the key in " + key + " is encrypted; openssl pkey -in FILE writes one that isn't");
        Files.writeString(key, TestCertificate.make().bundle().getPrivateKeyPEM());
        assertRefused("the key in " + key + " does not belong to the certificate in " + certificate);
        TestCertificate rsa = TestCertificate.make(CertificateBuilder.Algorithm.rsa2048, tomorrow);
        Files.writeString(key, rsa.bundle().getPrivateKeyPEM());
        assertRefused("the key in " + key + " does not belong to the certificate in " + certificate);
        Files.delete(key);
        Files.createDirectory(key);
        assertRefused(key + " is no file");
    }

    @Test
    void areReadAgainWhenTheyChangeWhateverTheirTimesSay() throws IOException {
        TestCertificate.make().write(directory);
        FileTime time = Files.getLastModifiedTime(TestCertificate.certificate(directory));
        try (Certificates certificates = load()) {
            SslContext before = certificates.context();
            certificates.reload();
            assertThat(certificates.context()).isSameAs(before);
            TestCertificate.make(CertificateBuilder.Algorithm.ecp256, tomorrow.plus(1, ChronoUnit.DAYS))
                    .write(directory);
            Files.setLastModifiedTime(TestCertificate.certificate(directory), time);
            await().atMost(Duration.ofSeconds(30)).until(() -> certificates.context() != before);
            assertThat(certificates.ends()).isAfter(tomorrow);
        }
    }

    @Test
    void stayWhereTheNewOnesCannotBeTaken() throws IOException {
        TestCertificate.make().write(directory);
        try (Certificates certificates = load()) {
            SslContext before = certificates.context();
            TestCertificate other = TestCertificate.make();
            Files.writeString(
                    TestCertificate.certificate(directory), other.bundle().getCertificatePathPEM());
            certificates.reload();
            assertThat(certificates.context()).isSameAs(before);
            Files.delete(TestCertificate.certificate(directory));
            certificates.reload();
            assertThat(certificates.context()).isSameAs(before);
            other.write(directory);
            certificates.reload();
            assertThat(certificates.context()).isNotSameAs(before);
        }
    }
}
