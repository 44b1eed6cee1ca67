package parley.bridge.net.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the certificate for new connections what its files say: they are read every few seconds, on a thread of their own, and taken
 * when they have changed. Files that can't be taken leave the one before in force, and the log says so once. For all threads.
 */
public final class Certificates implements AutoCloseable {
    /** Less than half of what is promised, so that also a pair of which the second file came later is there in time. */
    private static final Duration INTERVAL = Duration.ofSeconds(4);

    private static final Logger log = LoggerFactory.getLogger(Certificates.class);

    private final Path certificate;
    private final Path key;
    private final ScheduledExecutorService reader =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("parley-certificates", true));
    private volatile ServerCertificate current;
    private @Nullable String trouble;

    private Certificates(Path certificate, Path key, ServerCertificate current) {
        this.certificate = certificate;
        this.key = key;
        this.current = current;
    }

    /** @throws IOException in one line for who chose the files, when they can't be taken */
    public static Certificates load(Path certificate, Path key) throws IOException {
        Certificates certificates =
                new Certificates(certificate, key, ServerCertificate.of(PemFile.read(certificate), PemFile.read(key)));
        certificates.reader.scheduleWithFixedDelay(
                certificates::reload, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        certificates.warnIfEnded();
        return certificates;
    }

    /** @throws IOException in one line for who chose the files, when they can't be taken */
    public static void require(Path certificate, Path key) throws IOException {
        ServerCertificate.of(PemFile.read(certificate), PemFile.read(key));
    }

    /** What new connections are served by. */
    SslContext context() {
        return current.context();
    }

    /** When the certificate ends that new connections are served by. */
    Instant ends() {
        return current.ends();
    }

    /** Reads the files now. */
    public synchronized void reload() {
        ServerCertificate before = current;
        try {
            PemFile newCertificate = PemFile.read(certificate);
            PemFile newKey = PemFile.read(key);
            if (!newCertificate.isSame(before.certificate()) || !newKey.isSame(before.key())) {
                current = ServerCertificate.of(newCertificate, newKey);
                log.info("New connections get the certificate that ends on {}", current.ends());
                warnIfEnded();
            } else if (trouble != null) {
                log.info("The certificate in force and its files agree again");
            }
            trouble = null;
        } catch (IOException | RuntimeException e) {
            if (!Objects.equals(e.getMessage(), trouble)) {
                trouble = e.getMessage();
                log.error("The certificate in force stays: {}", trouble);
            }
        }
    }

    private void warnIfEnded() {
        if (current.ends().isBefore(Instant.now())) {
            log.warn("The certificate in {} has ended on {}", certificate, current.ends());
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
