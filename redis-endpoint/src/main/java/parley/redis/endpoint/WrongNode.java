package parley.redis.endpoint;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows by which answers a server says that it is not, or not now, the one to be asked: who goes on asking it asks in vain. */
public final class WrongNode {
    /** A slot that is being moved is the old node's until it has gone; {@code TRYAGAIN} and {@code ASK} say so. */
    private static final Set<String> WORDS =
            Set.of("MOVED", "READONLY", "CLUSTERDOWN", "MASTERDOWN", "LOADING", "UNKILLABLE");

    private static final String MOVED = "MOVED ";

    private WrongNode() {}

    /** Whether the connection is to be left, and the right server looked up. */
    public static boolean isSaidBy(@Nullable Throwable failure) {
        String message = message(failure);
        return message != null && WORDS.contains(message.split(" ", 2)[0]);
    }

    /** The node that has the slot; null where the answer does not name one. */
    static @Nullable Node movedTo(@Nullable Throwable failure, Node asked) {
        String message = message(failure);
        if (message == null || !message.startsWith(MOVED)) {
            return null;
        }
        String[] words = message.split(" ");
        return words.length < 3 ? null : Node.parse(words[2], asked);
    }

    private static @Nullable String message(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return null;
    }
}
