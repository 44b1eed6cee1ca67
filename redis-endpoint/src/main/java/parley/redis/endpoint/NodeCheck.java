package parley.redis.endpoint;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;

/**
 * Asks a server whether it takes writes to Parley's keys. By commands that need no right which Parley hasn't anyway: HELLO is for
 * everybody. A server that doesn't know it, a proxy for one, is taken at its word.
 */
final class NodeCheck {
    private NodeCheck() {}

    /**
     * Fails where it does not, in its own words if it has any.
     *
     * @param where to be shown
     */
    static CompletionStage<Void> of(StatefulRedisConnection<String, ?> connection, String where) {
        StatefulRedisConnection<String, String> asked = asText(connection);
        CompletionStage<Boolean> replica = asked.async()
                .dispatch(CommandType.HELLO, new ArrayOutput<>(StringCodec.UTF8))
                .handle((answer, failure) -> failure == null && isReplica(answer));
        CompletionStage<Void> ours = asked.async()
                .dispatch(
                        CommandType.HGET,
                        new ValueOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8)
                                .addKey(RedisNames.LOBBY)
                                .addKey(ServiceChannels.FIELD))
                .handle((secret, failure) -> {
                    // Other refusals are for who needs what is refused; but it has to answer.
                    boolean answered = failure == null || failure instanceof RedisCommandExecutionException;
                    return answered && !WrongNode.isSaidBy(failure)
                            ? CompletableFuture.<Void>completedFuture(null)
                            : CompletableFuture.<Void>failedFuture(failure);
                })
                .thenCompose(told -> told);
        // In a Cluster, where the slot is says more than that it isn't here.
        return ours.thenCombine(replica, (none, isReplica) -> isReplica)
                .thenCompose(isReplica -> isReplica
                        ? CompletableFuture.failedFuture(new NotMasterException("READONLY " + where + " is a replica"))
                        : CompletableFuture.completedFuture(null));
    }

    /** Names and values by turns. */
    private static boolean isReplica(List<Object> hello) {
        int role = hello.indexOf("role");
        return role >= 0 && role + 1 < hello.size() && hello.get(role + 1).equals("replica");
    }

    /** Answers are read by the codec of each command's own. */
    @SuppressWarnings("unchecked")
    static StatefulRedisConnection<String, String> asText(StatefulRedisConnection<String, ?> connection) {
        return (StatefulRedisConnection<String, String>) connection;
    }
}
