package parley.redis.endpoint;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Names the servers among which the one that takes writes is found, the likeliest first. Safe for all threads. */
interface NodeLocator {
    /** Asked anew before each connection; their names are yet to be looked up. */
    CompletionStage<List<Node>> candidates();

    /** That one can't be used. */
    default void failed(Node node) {}

    /** That one is the right one; there is a connection to it. */
    default void found(Node node, StatefulRedisConnection<String, ?> connection) {}

    /** Whether another server than that one is known to be the right one now. */
    default CompletionStage<Boolean> hasMoved(String where) {
        return CompletableFuture.completedFuture(false);
    }
}
