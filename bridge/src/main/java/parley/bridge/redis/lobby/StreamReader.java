package parley.bridge.redis.lobby;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.bridge.redis.script.SharedQuery;
import parley.protocol.LobbyId;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;

/**
 * Reads the stream on Redis: whole pages by bare commands, since a script costs Redis eight times as much, and by a script where the
 * entries and what the stream stands at have to be of one moment.
 */
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

    /** What the stream stands at is asked first: so nothing is before it that the entries lack. */
    @Override
    public CompletableFuture<StreamPage> newest(int limit) {
        CompletableFuture<Map<String, String>> state = state();
        return redis.send(commands -> commands.xrevrange(RedisNames.STREAM, everything(), Limit.from(limit)))
                .thenCombine(state, (entries, at) -> StreamPage.of(messages(entries), false, null, at));
    }

    /** A page that is full says nothing of where the stream stands. */
    @Override
    public CompletableFuture<StreamPage> later(long after, int limit) {
        return range(after, limit).thenCompose(entries -> {
            if (entries.size() == limit) {
                return CompletableFuture.completedFuture(StreamPage.of(messages(entries), true, null, Map.of()));
            }
            String first = MessageTime.toStreamId(after + 1);
            return redis.<List<Object>>run(Script.READ, ScriptOutputType.MULTI, first, String.valueOf(limit))
                    .thenApply(answer -> StreamPage.of(answer, limit));
        });
    }

    @Override
    public CompletableFuture<Boolean> hasContinued(LobbyId message) {
        Range<String> earlier = Range.create("-", MessageTime.toStreamId(message.micros()));
        return redis.send(commands -> commands.xrevrange(RedisNames.STREAM, earlier, Limit.from(1)))
                .thenApply(newest -> newest.isEmpty()
                        || messages(newest).stream().map(StoredMessage::id).anyMatch(message::equals));
    }

    /**
     * Reads a page and then what the stream stands at: so what was let go between the two seems kept no more, and nothing seems
     * missing that the page has.
     */
    CompletableFuture<StreamPage> page(long after, int limit) {
        CompletableFuture<List<StreamMessage<String, String>>> page = range(after, limit);
        CompletableFuture<List<StreamMessage<String, String>>> oldest =
                redis.send(commands -> commands.xrange(RedisNames.STREAM, everything(), Limit.from(1)));
        return state().thenCombine(
                        page.thenCombine(oldest, Pair::new),
                        (at, read) -> StreamPage.of(
                                messages(read.page),
                                read.page.size() == limit,
                                messages(read.oldest).stream().findFirst().orElse(null),
                                at));
    }

    private record Pair(List<StreamMessage<String, String>> page, List<StreamMessage<String, String>> oldest) {}

    private CompletableFuture<List<StreamMessage<String, String>>> range(long after, int limit) {
        Range<String> later = Range.from(
                Range.Boundary.including(after < 0 ? "-" : MessageTime.toStreamId(after + 1)),
                Range.Boundary.including("+"));
        return redis.send(commands -> commands.xrange(RedisNames.STREAM, later, Limit.from(limit)));
    }

    private CompletableFuture<Map<String, String>> state() {
        return redis.send(commands -> commands.hgetall(RedisNames.LOBBY));
    }

    private static Range<String> everything() {
        return Range.create("-", "+");
    }

    private static List<StoredMessage> messages(List<StreamMessage<String, String>> entries) {
        return entries.stream().map(StoredMessage::of).filter(Objects::nonNull).toList();
    }
}
