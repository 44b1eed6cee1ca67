package parley.archiver.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.archiver.stream.RedisConnections.answer;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;
import parley.protocol.StreamEntry;
import parley.redis.endpoint.MasterDialer.Opened;

/**
 * Reads the stream, on a connection of its own, for reading blocks it. Each method throws a {@code RedisException} when
 * Redis is away; then the next call may succeed. One thread at a time.
 */
public final class StreamReader implements Closeable {
    /** How long a read waits for something new. */
    static final Duration WAIT = Duration.ofMillis(250);

    private static final Logger log = LoggerFactory.getLogger(StreamReader.class);
    private static final int ENTRY_OVERHEAD = 200;

    private final RedisConnections redis;
    private @Nullable Opened<StatefulRedisConnection<String, byte[]>> opened;

    public StreamReader(RedisConnections redis) {
        this.redis = redis;
    }

    /**
     * What is in at most {@code count} entries after that one.
     *
     * @param waits for the first up to {@link #WAIT}
     */
    @SuppressWarnings("unchecked") // an array of one offset
    public StreamBatch read(String streamId, int count, boolean waits) {
        XReadArgs most = XReadArgs.Builder.count(count);
        List<StreamMessage<String, byte[]>> read = answer(
                commands().xread(waits ? most.block(WAIT) : most, StreamOffset.from(RedisNames.STREAM, streamId)));
        if (read.isEmpty()) {
            return StreamBatch.nothingAfter(streamId);
        }
        List<StreamEntry> entries = new ArrayList<>(read.size());
        long bytes = 0;
        boolean endsUnread = false;
        for (StreamMessage<String, byte[]> message : read) {
            try {
                for (StreamEntry entry : StreamEntry.parse(message.getId(), text(message.getBody()))) {
                    entries.add(entry);
                    bytes += ENTRY_OVERHEAD + entry.payload().text().length();
                }
                endsUnread = false;
            } catch (IllegalArgumentException e) {
                // If it was one of Parley's, the next one's number tells; until then it is written down as missing.
                endsUnread = true;
                log.error(
                        "Entry {} of the stream cannot be read and is passed over: {}",
                        message.getId(),
                        e.getMessage());
            }
        }
        return new StreamBatch(entries, read.get(read.size() - 1).getId(), endsUnread, read.size() == count, bytes);
    }

    /** As UTF-8; malformed sequences become U+FFFD. */
    private static Map<String, String> text(Map<String, byte[]> fields) {
        Map<String, String> text = new HashMap<>();
        fields.forEach((name, value) -> text.put(name, new String(value, UTF_8)));
        return text;
    }

    /**
     * Whether the stream can be the one that was read up to this entry: it holds the entry, or nothing as old. A stream that was
     * replaced, or restored from an older state, holds older ones only.
     */
    public boolean hasContinued(String streamId) {
        List<StreamMessage<String, byte[]>> newest =
                answer(commands().xrevrange(RedisNames.STREAM, Range.create("-", streamId), Limit.from(1)));
        return newest.isEmpty() || newest.get(0).getId().equals(streamId);
    }

    /** How many messages were stored in the stream that are not archived yet; 0 where Redis does not say. */
    public long behind(Position position) {
        Map<String, String> lobby = new HashMap<>();
        try {
            for (KeyValue<String, byte[]> field : answer(commands().hmget(RedisNames.LOBBY, "epoch", "number"))) {
                field.ifHasValue(value -> lobby.put(field.getKey(), new String(value, UTF_8)));
            }
            long number = Long.parseLong(lobby.getOrDefault("number", "0"));
            boolean same = position.epoch().equals(lobby.get("epoch"));
            return Math.max(0, same ? number - position.number() : number);
        } catch (RedisCommandExecutionException | NumberFormatException e) {
            log.debug("No lobby's state in {}", RedisNames.LOBBY, e);
            return 0;
        }
    }

    /** The secret of the service channels; empty where Redis has none. */
    String secret() {
        byte @Nullable [] secret = answer(commands().hget(RedisNames.LOBBY, ServiceChannels.FIELD));
        return secret == null ? "" : new String(secret, UTF_8);
    }

    /** The secret that Redis has, or else that one, which it has then. */
    String secretUnlessPresent(String ours) {
        answer(commands().hsetnx(RedisNames.LOBBY, ServiceChannels.FIELD, ours.getBytes(UTF_8)));
        return secret();
    }

    /** How many hear it. */
    public long publish(String channel, String payload) {
        return answer(commands().publish(channel, payload.getBytes(UTF_8)));
    }

    private RedisAsyncCommands<String, byte[]> commands() {
        return opened().connection().async();
    }

    private Opened<StatefulRedisConnection<String, byte[]>> opened() {
        Opened<StatefulRedisConnection<String, byte[]>> present = opened;
        if (present == null || !present.connection().isOpen()) {
            close();
            present = redis.connectToRead();
            opened = present;
        }
        return present;
    }

    /**
     * Gives up the connection where the server does not take writes any more: what is read there may be old, and nobody else would
     * ever say so.
     */
    public void requireMaster() {
        redis.requireMaster(opened());
    }

    /** Gives up a connection that did not answer in time, or leads to the wrong server: it may be dead, and nobody would ever say so. */
    public void hangUp() {
        close();
        opened = null;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.connection().close();
        }
    }
}
