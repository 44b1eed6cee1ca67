package parley.archiver.stream;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.Closeable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.LobbyDemultiplexer;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/**
 * Listens to the lobby's channel for what direct clients say. Messages right after a run of ids are those ids', and the
 * stream has them; any other is a direct client's. For that, both channels are subscribed to by one command on one
 * connection, at first and after each loss of it.
 *
 * <p>The archiver also publishes to itself: only what it then hears tells a deaf connection from a quiet lobby. {@link #keepHearing}
 * and {@link #close} belong to one thread; what is heard comes on Lettuce's, which is never made to wait.
 */
public final class LobbyListener extends RedisPubSubAdapter<String, byte[]> implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(LobbyListener.class);

    /** So many signs of its own unheard, and the connection is taken for deaf. */
    private static final int DEAF_AFTER = 3;

    private static final long LATELY_NANOS = Duration.ofSeconds(5).toNanos();

    private final RedisConnections redis;
    private final DirectQueue direct;
    private final String ids;
    private final String probe;
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
    private final AtomicInteger unheard = new AtomicInteger();
    private final LobbyDemultiplexer demultiplexer;
    private boolean notedForeignIds;

    private volatile long heardAt = System.nanoTime() - LATELY_NANOS;

    public LobbyListener(RedisConnections redis, DirectQueue direct) {
        this.redis = redis;
        this.direct = direct;
        demultiplexer = new LobbyDemultiplexer(redis.database());
        ids = RedisNames.ids(redis.database());
        probe = RedisNames.probe(redis.database(), "archiver-" + UUID.randomUUID());
    }

    /** Where to publish, now and then, so that this hears itself. */
    public String probeChannel() {
        return probe;
    }

    /**
     * Connects where there is no connection, or one that has gone deaf; to be called before each sign on {@link #probeChannel}.
     * Throws a {@code RedisException} when Redis is away.
     */
    public void keepHearing() {
        if (connection != null && unheard.incrementAndGet() > DEAF_AFTER) {
            log.warn("Nothing is heard from Redis although it answers; connecting anew");
            connection.close();
            connection = null;
        }
        if (connection == null) {
            unheard.set(0);
            connection = redis.connectPubSub();
            connection.addListener(this);
            connection.sync().subscribe(ids, RedisNames.CHAT, probe);
        }
    }

    /** Whether it has heard itself lately; any thread. */
    public boolean hears() {
        return System.nanoTime() - heardAt < LATELY_NANOS;
    }

    @Override
    public synchronized void subscribed(String channel, long count) {
        demultiplexer.interrupted(); // A new connection: the message may have gone down with the old one.
    }

    @Override
    public synchronized void message(String channel, byte[] payload) {
        switch (demultiplexer.take(channel, payload)) {
            case IDS -> direct.passed(demultiplexer.run().lastMicros());
            case FOREIGN_IDS -> noteForeignIds(channel);
            case STORED -> {}
            case DIRECT -> direct.add(Payload.ofLobby(payload));
            case ELSEWHERE -> {
                heardAt = System.nanoTime();
                unheard.set(0);
            }
        }
    }

    /** Once is enough: whoever sends such things may send many. */
    private void noteForeignIds(String channel) {
        if (!notedForeignIds) {
            notedForeignIds = true;
            log.warn("Somebody but Parley publishes on {}; that is passed over, and not said again", channel);
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
