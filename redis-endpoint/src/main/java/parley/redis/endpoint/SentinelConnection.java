package parley.redis.endpoint;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks one sentinel. */
final class SentinelConnection {
    private final Node sentinel;
    private final StatefulRedisConnection<String, String> connection;

    /** @param epoch higher with each fail-over */
    record Master(Node node, long epoch) {}

    SentinelConnection(Node sentinel, StatefulRedisConnection<String, String> connection) {
        this.sentinel = sentinel;
        this.connection = connection;
    }

    boolean isTo(Node asked) {
        return sentinel.equals(asked) && connection.isOpen();
    }

    /**
     * Who is the master. Its number is asked for first: what a fail-over in between makes of it is an old number with the new master,
     * which is only asked for again, and not a new number with the old one.
     */
    CompletionStage<Master> master(String name) {
        CompletionStage<List<Object>> state = ask("MASTER", name);
        // This one already names the new one when it has been promoted, before its replicas have been told.
        CompletionStage<List<Object>> address = ask("GET-MASTER-ADDR-BY-NAME", name);
        return state.thenCombine(address, (fields, pair) -> {
            if (pair.size() < 2) {
                throw new RedisException("the sentinel at " + sentinel.where() + " knows no master " + name);
            }
            Node node = new Node(String.valueOf(pair.get(0)), Integer.parseInt(String.valueOf(pair.get(1))));
            return new Master(node, epoch(fields));
        });
    }

    private CompletionStage<List<Object>> ask(String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        for (String word : words) {
            arguments.add(word);
        }
        return connection.async().dispatch(CommandType.SENTINEL, new ArrayOutput<>(StringCodec.UTF8), arguments);
    }

    /** Names and values by turns. */
    private static long epoch(List<Object> fields) {
        int at = fields.indexOf("config-epoch");
        return at < 0 || at + 1 >= fields.size() ? 0 : Long.parseLong(String.valueOf(fields.get(at + 1)));
    }

    void close() {
        connection.closeAsync();
    }
}
