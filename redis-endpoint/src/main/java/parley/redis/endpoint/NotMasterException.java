package parley.redis.endpoint;

import io.lettuce.core.RedisCommandExecutionException;
import java.io.Serial;

/** Says of a server that it is not the one that takes writes, in words like Redis's own. */
public final class NotMasterException extends RedisCommandExecutionException {
    @Serial
    private static final long serialVersionUID = 1;

    NotMasterException(String message) {
        super(message);
    }
}
