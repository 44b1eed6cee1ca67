package parley.bridge.redis.lobby;

import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.MessageTime;

/** Reads the stream on Redis. */
public final class StreamReader implements LobbyStream {
    private final RedisCommands redis;

    public StreamReader(RedisCommands redis) {
        this.redis = redis;
    }

    @Override
    public CompletableFuture<StreamPage> newest(int limit) {
        return read("-", "+", limit, "newest");
    }

    @Override
    public CompletableFuture<StreamPage> between(long after, long before, int limit) {
        String first = after < 0 ? "-" : MessageTime.toStreamId(after + 1);
        String last = before == Long.MAX_VALUE ? "+" : MessageTime.toStreamId(before - 1);
        return read(first, last, limit, "oldest");
    }

    private CompletableFuture<StreamPage> read(String first, String last, int limit, String which) {
        return redis.<List<Object>>run(Script.READ, ScriptOutputType.MULTI, first, last, String.valueOf(limit), which)
                .thenApply(answer -> StreamPage.of(answer, limit));
    }
}
