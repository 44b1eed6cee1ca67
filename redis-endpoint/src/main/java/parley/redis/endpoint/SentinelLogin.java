package parley.redis.endpoint;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how to log in at a sentinel: most are open to all, and have users of their own or one password where they aren't. Each is
 * tried where the one before it is refused.
 */
enum SentinelLogin {
    NONE {
        @Override
        RedisCredentialsProvider of(RedisCredentialsProvider servers) {
            return (RedisCredentialsProvider.ImmediateRedisCredentialsProvider)
                    () -> RedisCredentials.just(null, (char[]) null);
        }
    },
    /** As at the servers. */
    USER {
        @Override
        RedisCredentialsProvider of(RedisCredentialsProvider servers) {
            return servers;
        }
    },
    /** By the servers' password alone. */
    PASSWORD {
        @Override
        RedisCredentialsProvider of(RedisCredentialsProvider servers) {
            return () -> servers.resolveCredentials().map(both -> RedisCredentials.just(null, both.getPassword()));
        }
    };

    abstract RedisCredentialsProvider of(RedisCredentialsProvider servers);

    /** The one to be tried where this failed so; empty where that wouldn't help. */
    Optional<SentinelLogin> after(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (words.startsWith("NOAUTH") || words.startsWith("WRONGPASS")) {
                return switch (this) {
                    case NONE -> Optional.of(USER);
                    case USER -> Optional.of(PASSWORD);
                    case PASSWORD -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }
}
