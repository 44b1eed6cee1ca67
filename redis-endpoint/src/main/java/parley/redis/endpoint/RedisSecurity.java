package parley.redis.endpoint;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Names the files by which a connection to Redis is made safe; all are in PEM but the last. They are read with each connection, so
 * others may take their place.
 *
 * @param ca who may vouch for Redis's certificate; null for whom Java trusts
 * @param certificate what is shown to Redis; null for nothing
 * @param key of that certificate, unencrypted
 * @param password the file's first line is the password; null where the URI has it, or there is none
 */
public record RedisSecurity(
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path password) {
    public static final RedisSecurity NONE = new RedisSecurity(null, null, null, null);

    void secure(RedisURI uri) {
        boolean tls = ca != null || certificate != null || key != null;
        if (tls && !uri.isSsl()) {
            throw new IllegalArgumentException(
                    "--redis-ca, --redis-cert and --redis-key are for TLS: the URI has to begin with rediss");
        }
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--redis-cert and --redis-key are for each other");
        }
        if (password != null) {
            uri.setCredentialsProvider(fromFile(uri.getCredentialsProvider(), password));
        }
    }

    /** What the URI has as a password alone is the user there. */
    private static RedisCredentialsProvider fromFile(RedisCredentialsProvider written, Path password) {
        RedisCredentials given = written.resolveCredentials().block();
        if (given != null && given.hasUsername() && given.hasPassword()) {
            throw new IllegalArgumentException("--redis-password-file has a password, and the URI another");
        }
        String user = given == null || given.getPassword() == null ? null : new String(given.getPassword());
        return () -> Mono.fromCallable(() -> RedisCredentials.just(user, read(password)));
    }

    private static String read(Path password) throws IOException {
        return Files.readString(password).lines().findFirst().orElse("");
    }

    /**
     * Makes sure that the files can be taken.
     *
     * @throws IllegalArgumentException in words for who named them, when they can't
     */
    public void requireUsable() {
        requireReadable("--redis-ca", ca);
        requireReadable("--redis-cert", certificate);
        requireReadable("--redis-key", key);
        requireReadable("--redis-password-file", password);
        try {
            tls().createSslContextBuilder().build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the files of --redis-ca, --redis-cert and --redis-key can't be used: " + innermost(e), e);
        }
    }

    private static void requireReadable(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(option + ": there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(option + ": " + file + " can't be read", e);
        }
    }

    private static String innermost(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    SslOptions tls() {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        if (ca != null) {
            options.trustManager(SslOptions.Resource.from(ca.toFile()));
        }
        if (certificate != null && key != null) {
            options.keyManager(
                    SslOptions.Resource.from(certificate.toFile()), SslOptions.Resource.from(key.toFile()), null);
        }
        return options.build();
    }
}
