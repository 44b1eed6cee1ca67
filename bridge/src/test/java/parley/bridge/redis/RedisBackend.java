package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import parley.bridge.archive.StandInArchiver;
import parley.bridge.chat.contract.Backend;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.limits.Limits;
import parley.bridge.limits.StreamLimits;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.RedisNames;
import parley.protocol.RedisRights;
import parley.protocol.ServiceChannels;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

/** Real Redis, emptied, with bridges' stores and a direct client on it. */
final class RedisBackend implements Backend {
    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final StatefulRedisConnection<String, byte[]> direct =
            client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    private final List<StatefulRedisPubSubConnection<String, byte[]>> subscribers = new ArrayList<>();
    private final List<StandInArchiver> archivers = new ArrayList<>();
    private final List<RedisStore> stores = new ArrayList<>();

    /** Buffers here are Lettuce's own; to watch each access to them makes commands a hundred times slower. */
    private final ResourceLeakDetector.Level usualLevel = ResourceLeakDetector.getLevel();

    RedisBackend() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        direct.sync().flushall();
    }

    @Override
    public Ports bridge() {
        Lobby lobby = HeapMemory.newLobby();
        RedisStore store = store(lobby);
        return new Ports(
                lobby,
                store.lobbyBus(),
                store.presence(),
                store.whispers(),
                store.bridges(),
                store.directClients(),
                store.bans(),
                store.archivers());
    }

    RedisStore store(Lobby lobby) {
        return store(lobby, TestRedis.uri(), LeaseTiming.USUAL);
    }

    RedisStore store(Lobby lobby, String uri, LeaseTiming timing) {
        return store(lobby, uri, timing, Limits.defaults().stream());
    }

    /** A store that is ready, on the tests' Redis, with no more rights there than a bridge needs. */
    RedisStore store(Lobby lobby, String uri, LeaseTiming timing, StreamLimits kept) {
        String asBridge = TestRedis.withUser(uri, RedisRights.BRIDGE);
        RedisStore store =
                RedisStore.open(RedisEndpoint.parse(asBridge), UUID.randomUUID().toString(), lobby, kept, timing);
        stores.add(store);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(store::ready);
        return store;
    }

    /** As the bridges that are there call them. */
    ServiceChannels channels() {
        return new ServiceChannels(0, new String(direct.sync().hget(RedisNames.LOBBY, ServiceChannels.FIELD), UTF_8));
    }

    /** For what a direct client or an operator does by hand. */
    RedisCommands<String, byte[]> direct() {
        return direct.sync();
    }

    @Override
    public void archiver() {
        archivers.add(new StandInArchiver(TestRedis.uri()));
    }

    @Override
    public void directAdd(String name) {
        direct.sync().sadd("users", name.getBytes(UTF_8));
    }

    @Override
    public void directPublish(String channel, byte[] payload) {
        direct.sync().publish(channel, payload);
    }

    @Override
    public void directSubscribe(String channel, Consumer<byte[]> subscriber) {
        StatefulRedisPubSubConnection<String, byte[]> connection =
                client.connectPubSub(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        subscribers.add(connection);
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, byte[] payload) {
                subscriber.accept(payload);
            }
        });
        connection.sync().subscribe(channel);
    }

    /** Whoever subscribed to it by {@link #directSubscribe} hears it no more. */
    void directUnsubscribe(String channel) {
        subscribers.forEach(connection -> connection.sync().unsubscribe(channel));
    }

    @Override
    public void close() {
        archivers.forEach(StandInArchiver::close);
        stores.forEach(RedisStore::close);
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        ResourceLeakDetector.setLevel(usualLevel);
    }
}
