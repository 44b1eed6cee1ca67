package parley.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import parley.protocol.LobbyRun;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;

/** Publishes as bridges do: stored, announced and published by one script. And as direct clients do. */
final class Publisher implements AutoCloseable {
    /** ARGV: kind, sender, text, payload, how service channels begin, the epoch and the secret to begin with where there is none. Answers the id. */
    private static final String SCRIPT = """
            local time = redis.call('TIME')
            local last = tonumber(redis.call('HGET', KEYS[2], 'last') or '0')
            local now = math.max(time[1] * 1000000 + time[2], last + 1)
            redis.call('HSETNX', KEYS[2], 'epoch', ARGV[6])
            local epoch = redis.call('HGET', KEYS[2], 'epoch')
            local number = redis.call('HINCRBY', KEYS[2], 'number', 1)
            redis.call('HSET', KEYS[2], 'last', string.format('%.0f', now))
            local id = string.format('%.0f-%.0f', math.floor(now / 1000), now % 1000)
            redis.call('XADD', KEYS[1], id, 'e', epoch, 'n', number, 'k', ARGV[1], 's', ARGV[2], 't', ARGV[3])
            redis.call('HSETNX', KEYS[2], 'channels', ARGV[7])
            local secret = redis.call('HGET', KEYS[2], 'channels')
            redis.call('PUBLISH', ARGV[5] .. secret .. ':ids', id .. ' ' .. epoch .. ' ' .. number .. ' 1')
            redis.call('PUBLISH', 'chat', ARGV[4])
            return id
            """;

    private static final String[] KEYS = {RedisNames.STREAM, RedisNames.LOBBY};

    private final RedisURI uri;
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private ServiceChannels known;
    private int epochs;

    Publisher(String uri) {
        this.uri = RedisURI.create(uri);
        known = new ServiceChannels(this.uri.getDatabase(), "a-bridges");
        client = RedisClient.create(this.uri);
        try {
            connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        } catch (RedisException e) {
            client.shutdown(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    RedisCommands<String, byte[]> redis() {
        return connection.sync();
    }

    /** From now on a stream that begins has another epoch. */
    void beginEpoch() {
        epochs++;
    }

    /** Returns the message's id. */
    String say(String sender, String text) {
        return send(MessageKind.LOBBY, sender, text)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    String announce(String text) {
        return send(MessageKind.NOTICE, Payload.ADMINISTRATOR, text)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** {@code <prefix> 1} to {@code <prefix> n}, pipelined. */
    void sayAll(String prefix, int n) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            answers.add(send(MessageKind.LOBBY, "ann", prefix + " " + i));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Stores messages that share an entry, as a bridge's script does; nobody hears them. */
    void addShared(long micros, long number, String lines) {
        byte[] epoch = redis().hget(RedisNames.LOBBY, "epoch");
        long count = lines.lines().count();
        redis().xadd(
                        RedisNames.STREAM,
                        new XAddArgs().id(MessageTime.toStreamId(micros)),
                        Map.of("e", epoch, "n", bytes(Long.toString(number)), "m", bytes(lines)));
        redis().hset(
                        RedisNames.LOBBY,
                        Map.of(
                                "number", bytes(Long.toString(number + count - 1)),
                                "last", bytes(Long.toString(micros + count - 1))));
    }

    /** What a bridge's script announces before it publishes. */
    void announce(LobbyRun run) {
        publishIds(run.toString());
    }

    /** Anything on the channel where ids are announced. */
    void publishIds(String run) {
        redis().publish(channels().ids(), bytes(run));
    }

    /** As whoever is there calls them, or as they were called before Redis was emptied. */
    ServiceChannels channels() {
        byte[] secret = redis().hget(RedisNames.LOBBY, ServiceChannels.FIELD);
        if (secret != null) {
            known = new ServiceChannels(uri.getDatabase(), new String(secret, UTF_8));
        }
        return known;
    }

    /** What a direct client publishes. */
    void direct(byte[] payload) {
        redis().publish(RedisNames.CHAT, payload);
    }

    void direct(String payload) {
        direct(payload.getBytes(UTF_8));
    }

    private CompletableFuture<String> send(MessageKind kind, String sender, String text) {
        String payload = kind == MessageKind.NOTICE ? Payload.announced(text) : Payload.spoken(sender, text);
        RedisFuture<byte[]> id = connection
                .async()
                .eval(
                        SCRIPT,
                        ScriptOutputType.VALUE,
                        KEYS,
                        bytes(kind.word()),
                        bytes(sender),
                        bytes(text),
                        bytes(payload),
                        bytes("parley:" + uri.getDatabase() + ":"),
                        bytes("epoch" + epochs),
                        bytes(channels().secret()));
        return id.toCompletableFuture()
                .thenApply(stored -> MessageTime.format(MessageTime.fromStreamId(new String(stored, UTF_8))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
