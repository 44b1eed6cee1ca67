package parley.bridge.redis.lobby;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import parley.bridge.limits.Deadline;
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
    /** How many entries are read at a time on the way back from the end. */
    private static final int ENTRIES_BACK = 64;

    private final RedisCommands redis;
    private final Executor pages;
    private final SharedQuery<Long> newestMicros;

    /** @param pages makes pages of what was read; they complete there */
    public StreamReader(RedisCommands redis, MaintenanceThread maintenance, Executor pages) {
        this.redis = redis;
        this.pages = pages;
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
        return newest(limit, "+", new ArrayList<>())
                .thenCombine(state, (messages, at) -> StreamPage.of(messages, false, null, at));
    }

    /** Goes back from that id until there are enough: how many an entry holds shows when it is read. */
    private CompletableFuture<List<StoredMessage>> newest(int limit, String from, List<StoredMessage> found) {
        Range<String> earlier = Range.create("-", from);
        return redis.send(commands -> commands.xrevrange(RedisNames.STREAM, earlier, Limit.from(ENTRIES_BACK)))
                .thenCompose(entries -> {
                    for (StreamMessage<String, String> entry : entries) {
                        List<StoredMessage> messages = StoredMessage.of(entry);
                        for (int at = messages.size() - 1; at >= 0 && found.size() < limit; at--) {
                            found.add(messages.get(at));
                        }
                    }
                    if (found.size() == limit || entries.size() < ENTRIES_BACK) {
                        return CompletableFuture.completedFuture(found);
                    }
                    return newest(limit, before(entries.get(entries.size() - 1).getId()), found);
                });
    }

    private static String before(String id) {
        return MessageTime.toStreamId(Math.max(0, MessageTime.fromStreamId(id) - 1));
    }

    /** A page that is full says nothing of where the stream stands. */
    @Override
    public CompletableFuture<StreamPage> later(long after, int limit) {
        return range(after, limit).thenCompose(read -> {
            if (read.isFull(limit)) {
                return CompletableFuture.completedFuture(StreamPage.of(read.messages(after), true, null, Map.of()));
            }
            String first = MessageTime.toStreamId(after + 1);
            String inside = MessageTime.toStreamId(Math.max(0, after));
            return redis.<List<Object>>run(Script.READ, ScriptOutputType.MULTI, first, String.valueOf(limit), inside)
                    .thenApply(answer -> StreamPage.of(answer, after, limit));
        });
    }

    @Override
    public CompletableFuture<Boolean> hasContinued(LobbyId message) {
        return upTo(message.micros())
                .thenApply(newest -> newest.isEmpty()
                        || messages(newest).stream().map(StoredMessage::id).anyMatch(message::equals));
    }

    @Override
    public CompletableFuture<Boolean> holds(long micros) {
        return upTo(micros)
                .thenApply(newest -> newest.isEmpty()
                        || messages(newest).stream()
                                .anyMatch(message -> message.id().micros() == micros));
    }

    /**
     * Reads a page and then what the stream stands at: so what was let go between the two seems kept no more, and nothing seems
     * missing that the page has.
     *
     * @param limit of entries
     */
    CompletableFuture<StreamPage> page(long after, int limit) {
        CompletableFuture<Read> page = range(after, limit);
        CompletableFuture<List<StreamMessage<String, String>>> oldest = xrange(everything(), 1);
        CompletableFuture<Map<String, String>> state = state();
        // Where one of them fails, that is told at once, by whoever brings it.
        return CompletableFuture.allOf(page, oldest, state)
                .thenApplyAsync(
                        all -> StreamPage.of(
                                page.join().messages(after),
                                page.join().isFull(limit),
                                messages(oldest.join()).stream().findFirst().orElse(null),
                                state.join()),
                        pages);
    }

    /**
     * What stands behind a time.
     *
     * @param inside the newest entry up to it, which may hold messages behind it
     * @param entries that begin behind it
     */
    private record Read(List<StreamMessage<String, String>> inside, List<StreamMessage<String, String>> entries) {
        boolean isFull(int limit) {
            return entries.size() == limit;
        }

        List<StoredMessage> messages(long after) {
            return StreamPage.joined(StreamReader.messages(inside), StreamReader.messages(entries), after);
        }
    }

    private CompletableFuture<Read> range(long after, int limit) {
        if (after < 0) {
            return xrange(everything(), limit).thenApply(entries -> new Read(List.of(), entries));
        }
        CompletableFuture<List<StreamMessage<String, String>>> inside = upTo(after);
        Range<String> later =
                Range.from(Range.Boundary.including(MessageTime.toStreamId(after + 1)), Range.Boundary.including("+"));
        return inside.thenCombine(xrange(later, limit), Read::new);
    }

    /** Bounded here, as the connection does not bound what reads so much. */
    private CompletableFuture<List<StreamMessage<String, String>>> xrange(Range<String> range, int limit) {
        return redis.send(Deadline.ofRedis(), commands -> commands.xrange(RedisNames.STREAM, range, Limit.from(limit)));
    }

    /** The newest entry that began by then. */
    private CompletableFuture<List<StreamMessage<String, String>>> upTo(long micros) {
        Range<String> earlier = Range.create("-", MessageTime.toStreamId(micros));
        return redis.send(commands -> commands.xrevrange(RedisNames.STREAM, earlier, Limit.from(1)));
    }

    private CompletableFuture<Map<String, String>> state() {
        return redis.send(commands -> commands.hgetall(RedisNames.LOBBY));
    }

    private static Range<String> everything() {
        return Range.create("-", "+");
    }

    private static List<StoredMessage> messages(List<StreamMessage<String, String>> entries) {
        List<StoredMessage> messages = new ArrayList<>();
        entries.forEach(entry -> messages.addAll(StoredMessage.of(entry)));
        return messages;
    }
}
