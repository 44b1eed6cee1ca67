package parley.app.options;

import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Holds the option that says which Redis is used. */
public final class RedisOption {

    static final String LOCAL = "redis://127.0.0.1:6379";

    @Option(
            names = "--redis",
            paramLabel = "URI",
            converter = Uri.class,
            description = {
                "Redis, such as redis://:password@host:6379/0; rediss:// for TLS, redis-sentinel:// for Sentinel.",
                "up starts one of its own if this is not given; the default of the others is " + LOCAL + "."
            })
    public @Nullable String uri;

    /** As given, or the usual port of this machine. */
    public String uriOrLocal() {
        return uri == null ? LOCAL : uri;
    }

    /** The URI with nothing of a user or password in it, to be shown. */
    public static String withoutPassword(String uri) {
        int authority = uri.indexOf("://") + "://".length();
        int end = authority;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        int at = uri.lastIndexOf('@', end - 1);
        return at < authority ? uri : uri.substring(0, authority) + uri.substring(at + 1);
    }

    /** What Redis is found by, as Lettuce reads it. */
    public static final class Uri implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            String uri = value.strip();
            try {
                RedisURI.create(uri);
                return uri;
            } catch (IllegalArgumentException e) {
                // Its message may hold the password.
                throw new TypeConversionException("that is not a redis:// URI");
            }
        }
    }
}
