package parley.app.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.endpoint.RedisSecurity;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Holds the options that say which Redis is used, and how to log in there. */
public final class RedisOption {

    static final String LOCAL = "redis://127.0.0.1:6379";

    @Option(
            names = "--redis",
            paramLabel = "URI",
            converter = Uri.class,
            description = {
                "Redis, such as redis://:password@host:6379/0; rediss:// for TLS, redis-sentinel://host,host#master for"
                        + " Sentinel, redis-cluster://host,host for a Cluster.",
                "up starts one of its own if this is not given; the default of the others is " + LOCAL + "."
            })
    @Nullable
    String uri;

    @Option(
            names = "--redis-ca",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "Who may vouch for Redis's certificate, in PEM. Default: whom Java trusts.")
    @Nullable
    Path ca;

    @Option(
            names = "--redis-cert",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "The certificate to show to Redis, in PEM, with --redis-key.")
    @Nullable
    Path certificate;

    @Option(
            names = "--redis-key",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "That certificate's private key, in PEM, unencrypted.")
    @Nullable
    Path key;

    @Option(
            names = "--redis-password-file",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "A file whose first line is the password for Redis, read again with each connection; what is"
                    + " before the @ of the URI is the user then.")
    @Nullable
    Path passwordFile;

    /**
     * As given; null where none is.
     *
     * @throws CommandException if the files are of no use, or not for this URI
     */
    public @Nullable RedisEndpoint endpoint() {
        if (uri == null && hasFiles()) {
            throw CommandException.ofRequest(
                    "--redis-ca, --redis-cert, --redis-key and --redis-password-file are for --redis");
        }
        return uri == null ? null : endpointOrLocal();
    }

    /** As given, or the usual port of this machine; likewise. */
    public RedisEndpoint endpointOrLocal() {
        try {
            var security = new RedisSecurity(ca, certificate, key, passwordFile);
            RedisEndpoint endpoint = RedisEndpoint.parse(uri == null ? LOCAL : uri, security);
            security.requireUsable();
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw CommandException.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    private boolean hasFiles() {
        return ca != null || certificate != null || key != null || passwordFile != null;
    }

    /** What Redis is found by. */
    public static final class Uri implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            String uri = value.strip();
            try {
                RedisEndpoint.parse(uri);
                return uri;
            } catch (IllegalArgumentException e) {
                // In words that hold no password.
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
