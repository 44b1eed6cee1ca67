package parley.bridge.redis.lobby;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.bridge.redis.script.SharedQuery;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;

/** Reads the stream on Redis. */
public final class StreamReader implements LobbyStream {
    private final RedisCommands redis;
    private final SharedQuery<Long> newestMicros;

    public StreamReader(RedisCommands redis, MaintenanceThread maintenance) {
        this.redis = redis;
        this.newestMicros = new SharedQuery<>(
                () -> redis.send(commands -> commands.hget(RedisNames.LOBBY, "last"))
                        .thenApply(last -> last == null ? 0 : Long.parseLong(last)),
                micros -> Duration.ZERO,
                maintenance);
    }

    /** The time of the message that was stored last, microseconds; 0 where there was none. Asked once for many at a time. */
    CompletableFuture<Long> newestMicros() {
        return newestMicros.get();
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
