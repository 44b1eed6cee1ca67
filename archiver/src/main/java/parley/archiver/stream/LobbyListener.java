package parley.archiver.stream;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.Closeable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.LobbyDemultiplexer;
import parley.protocol.Payload;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;
import parley.redis.endpoint.MasterDialer.Opened;

/**
 * Listens to the lobby's channel for what direct clients say. Messages right after a run of ids are those ids', and the
 * stream has them; any other is a direct client's. For that, both channels are subscribed to by one command on one
 * connection, and the next one after each loss of it.
 *
 * <p>The archiver also publishes to itself: only what it then hears tells a deaf connection from a quiet lobby. {@link #keepHearing}
 * and {@link #close} belong to one thread; what is heard comes on Lettuce's, which is never made to wait.
 */
public final class LobbyListener extends RedisPubSubAdapter<String, byte[]> implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(LobbyListener.class);

    /** So many signs of its own unheard, and the connection is taken for deaf. */
    private static final int DEAF_AFTER = 3;

    /** So many calls in vain: longer than between two heartbeats of a bridge. */
    private static final int PATIENCE = 5;

    private static final long LATELY_NANOS = Duration.ofSeconds(5).toNanos();

    private final RedisConnections redis;
    private final DirectQueue direct;
    private final String id = "archiver-" + UUID.randomUUID();
    private final Consumer<byte[]> questions;
    private volatile @Nullable ServiceChannels channels;
    private int calls;
    private @Nullable Opened<StatefulRedisPubSubConnection<String, byte[]>> opened;
    private final AtomicInteger unheard = new AtomicInteger();
    private final LobbyDemultiplexer demultiplexer;
    private boolean notedForeignIds;
    private boolean notedForgery;
    /** Whether the run that was announced last can't be true. */
    private boolean doubted;

    private volatile long heardAt = System.nanoTime() - LATELY_NANOS;

    /** @param questions takes what bridges ask of the archive; called on Lettuce's thread, must not block */
    public LobbyListener(RedisConnections redis, DirectQueue direct, Consumer<byte[]> questions) {
        this.redis = redis;
        this.direct = direct;
        this.questions = questions;
        demultiplexer = new LobbyDemultiplexer();
    }

    /** Where to publish, now and then, so that this hears itself; empty before it listens. */
    public String probeChannel() {
        ServiceChannels named = channels;
        return named == null ? "" : named.probe(id);
    }

    /** What this archiver is called, new at each start. */
    public String id() {
        return id;
    }

    /** Where a bridge takes answers; empty before this listens. Any thread. */
    public String channelOf(String bridge) {
        ServiceChannels named = channels;
        return named == null ? "" : named.bridge(bridge);
    }

    /**
     * Connects where there is no connection, or one that has gone deaf, or leads elsewhere than the stream's, or to channels that
     * bridges use no more; to be called before each sign on {@link #probeChannel}. Throws a {@code RedisException} when Redis is away.
     *
     * @param stream on which Redis is asked
     */
    public void keepHearing(StreamReader stream) {
        String secret = secret(stream);
        if (isCut()) {
            hangUp("The connection that listens is lost; connecting anew");
        } else if (opened != null && unheard.incrementAndGet() > DEAF_AFTER) {
            hangUp("Nothing is heard from Redis although it answers; connecting anew");
        } else if (opened != null && !opened.where().equals(redis.where())) {
            hangUp("The stream is read from another server now; connecting anew");
        } else if (opened != null && channels != null && !channels.secret().equals(secret)) {
            hangUp("The service channels have other names now; connecting anew");
        }
        if (opened == null && !secret.isEmpty()) {
            unheard.set(0);
            ServiceChannels named = new ServiceChannels(redis.database(), secret);
            synchronized (this) {
                demultiplexer.begin(named.ids());
            }
            channels = named;
            Opened<StatefulRedisPubSubConnection<String, byte[]>> next = redis.connectPubSub();
            opened = next;
            next.connection().addListener(this);
            RedisConnections.answer(next.connection()
                    .async()
                    .subscribe(
                            named.ids(),
                            RedisNames.CHAT,
                            named.probe(id),
                            named.archivers(),
                            named.runs(),
                            ServiceChannels.calls(redis.database())));
        }
    }

    /**
     * The secret of the service channels; empty where Redis has none, and a bridge is there that may yet put its own back. Whoever
     * listens may be no bridge, and is not waited for long.
     */
    private String secret(StreamReader stream) {
        String known = stream.secret();
        if (!known.isEmpty()) {
            calls = 0;
            return known;
        }
        if (channels != null) {
            return stream.secretUnlessPresent(channels.secret());
        }
        long listeners = stream.publish(ServiceChannels.calls(redis.database()), "");
        return listeners > 0 && calls++ < PATIENCE ? "" : stream.secretUnlessPresent(ServiceChannels.newSecret());
    }

    private void hangUp(String why) {
        log.warn(why);
        if (opened != null) {
            // Nothing of the old one is to come between what the next one brings.
            opened.connection().removeListener(this);
            opened.connection().close();
            opened = null;
        }
    }

    /** Whether the connection is lost, so that there is haste to connect anew. */
    public boolean isCut() {
        return opened != null && !opened.connection().isOpen();
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
            case IDS -> doubted = !direct.announced(demultiplexer.run().lastMicros());
            case FOREIGN_IDS -> noteForeignIds();
            case STORED -> {
                if (doubted) {
                    noteForgery();
                    direct.add(Payload.ofLobby(payload), demultiplexer.place().micros());
                }
            }
            case DIRECT -> direct.add(Payload.ofLobby(payload));
            case ELSEWHERE -> elsewhere(channel, payload);
        }
    }

    private void elsewhere(String channel, byte[] payload) {
        ServiceChannels named = channels;
        if (named != null && channel.equals(named.archivers())) {
            questions.accept(payload);
        } else if (channel.equals(probeChannel())) {
            heardAt = System.nanoTime();
            unheard.set(0);
        }
    }

    /** Once is enough: whoever sends such things may send many. */
    private void noteForeignIds() {
        if (!notedForeignIds) {
            notedForeignIds = true;
            log.warn("Somebody but Parley publishes on a service channel; that is passed over, and not said again");
        }
    }

    private void noteForgery() {
        if (!notedForgery) {
            notedForgery = true;
            log.warn(
                    "A service channel names an id later than any can be; what the stream does not have is not believed");
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.connection().close();
        }
    }
}
