package parley.bridge.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.Stat;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.Whispers;
import parley.bridge.redis.connection.Dialer;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.connection.Reconnecting;
import parley.bridge.redis.connection.SilenceDetector;
import parley.bridge.redis.connection.Subscriptions;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.LeaseTiming;
import parley.bridge.redis.lease.PauseFence;
import parley.bridge.redis.lease.RedisClock;
import parley.bridge.redis.lobby.ArrivalWaiters;
import parley.bridge.redis.lobby.DirectMessageDating;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.lobby.PublishQueue;
import parley.bridge.redis.lobby.RedisLobbyBus;
import parley.bridge.redis.lobby.StreamReader;
import parley.bridge.redis.names.HeldNames;
import parley.bridge.redis.names.Reaper;
import parley.bridge.redis.names.RedisDirectClients;
import parley.bridge.redis.names.RedisPresence;
import parley.bridge.redis.names.UnownedNames;
import parley.bridge.redis.peers.RedisBans;
import parley.bridge.redis.peers.RedisBridges;
import parley.bridge.redis.script.RedisCommands;
import parley.protocol.RedisNames;

/** All ports of one bridge on one Redis. Safe for all threads. */
public final class RedisStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** How long a change of the bans may be enforced by whoever made it, and counts the sessions; then each bridge does it. */
    private static final Duration BANS_PAUSE = Duration.ofMillis(500);

    private static final Duration TICK = Duration.ofMillis(100);

    private final MaintenanceThread maintenance = new MaintenanceThread();
    private final SilenceDetector commandSilence = new SilenceDetector();
    private final SilenceDetector subscriptionSilence = new SilenceDetector();
    private final ArrivalWaiters arrivals = new ArrivalWaiters();
    private final Dialer dialer;
    private final Reconnecting<StatefulRedisConnection<String, String>> commands;
    private final Reconnecting<StatefulRedisPubSubConnection<String, byte[]>> subscription;
    private final RedisCommands redis;
    private final LeaseTiming timing;
    private final Lease lease;
    private final PauseFence fence;
    private final HeldNames names;
    private final Heartbeat heartbeat;
    private final LobbyFeed feed;
    private final RedisLobbyBus lobbyBus;
    private final RedisPresence presence;
    private final RedisWhispers whispers;
    private final RedisBans bans;
    private final RedisBridges bridges;
    private final RedisDirectClients directClients;
    private volatile boolean leaving;

    /**
     * Starts to connect, and goes on trying until it is closed; nothing blocks.
     *
     * @param uri {@code redis://…} as Lettuce reads it
     * @param bridge this bridge's id, never used before
     * @param lobby to which nobody else adds
     */
    public static RedisStore open(String uri, String bridge, Lobby lobby) {
        return open(uri, bridge, lobby, LeaseTiming.USUAL);
    }

    static RedisStore open(String uri, String bridge, Lobby lobby, LeaseTiming timing) {
        RedisStore store = new RedisStore(RedisURI.create(uri), bridge, lobby, timing);
        store.start();
        return store;
    }

    private RedisStore(RedisURI uri, String bridge, Lobby lobby, LeaseTiming timing) {
        this.timing = timing;
        int database = uri.getDatabase();
        String probe = RedisNames.probe(database, bridge);
        lease = new Lease(System::nanoTime, timing);
        fence = new PauseFence(System::nanoTime, lease, timing);
        RedisClock clock = new RedisClock(System::nanoTime);
        dialer = new Dialer(uri, this::handedOn);
        // With a new connection, lease and clock are settled at once.
        redis = new RedisCommands(bridge, clock, lease, commandSilence, this::beat);
        commands = new Reconnecting<>("command", maintenance, dialer::commands, redis);
        StreamReader stream = new StreamReader(redis);
        feed = new LobbyFeed(
                lobby,
                stream,
                lease,
                arrivals,
                maintenance,
                new DirectMessageDating(() -> clock.isKnown() ? clock.micros(System.nanoTime()) : lobby.now()));
        UnownedNames unowned = new UnownedNames(redis, maintenance, dialer.aside());
        names = new HeldNames(redis, unowned);
        Reaper reaper = new Reaper(redis, timing);
        heartbeat = new Heartbeat(
                redis,
                clock,
                lease,
                commandSilence,
                subscriptionSilence,
                names,
                reaper,
                lobby::last,
                feed,
                probe,
                timing,
                this::leaseConfirmed);
        bans = new RedisBans(redis, clock, maintenance, list -> maintenance.after(BANS_PAUSE, this::endBanned));
        bridges = new RedisBridges(bridge, database, redis, clock, arrivals, bans);
        directClients = new RedisDirectClients(redis);
        Subscriptions subscriptions = new Subscriptions(
                Map.of(
                        RedisNames.ids(database),
                        feed::id,
                        RedisNames.CHAT,
                        feed::chat,
                        probe,
                        payload -> {
                            feed.apart();
                            heartbeat.probeArrived();
                        },
                        RedisNames.bridge(database, bridge),
                        payload -> {
                            feed.apart();
                            received(payload);
                        }),
                this::received,
                this::subscribed,
                feed::down,
                subscriptionSilence);
        subscription = new Reconnecting<>("subscription", maintenance, dialer::subscription, subscriptions);
        presence = new RedisPresence(redis, names, unowned, maintenance, dialer.aside());
        whispers = new RedisWhispers(redis, lobby, subscriptions, feed, names);
        // Before anybody else hears of it: what comes now on such a channel is for the new owner.
        names.onLost(whispers::close);
        lobbyBus = new RedisLobbyBus(
                new PublishQueue(redis, dialer::execute, lobby, feed, RedisNames.ids(database)),
                stream,
                feed,
                arrivals,
                names);
    }

    private void start() {
        commands.start();
        subscription.start();
        maintenance.every(TICK, feed::tell);
        maintenance.every(TICK, fence::tick);
        maintenance.every(timing.heartbeat(), this::beat);
        maintenance.every(timing.heartbeat().dividedBy(2), heartbeat::probe);
        maintenance.every(timing.heartbeat().dividedBy(SilenceDetector.LOOKS_A_BEAT), this::look);
    }

    /** Completes when the lobby holds what was stored before and hears what comes; Redis may be unreachable until then. */
    public CompletionStage<Void> started() {
        return feed.started().copy();
    }

    /** Whether this bridge hears itself through Redis, and what comes from there reaches the lobby. */
    public boolean ready() {
        return lease.runs() && heartbeat.isFresh() && feed.isLive() && bans.areKnown();
    }

    /** Figures for the operator. */
    public List<Stat> stats() {
        return List.of(
                Stat.gauge("redis_ready", "1 while this bridge hears itself through Redis", () -> ready() ? 1 : 0),
                Stat.gauge("names_held", "Nicknames that this bridge holds on Redis", names::size),
                Stat.counter(
                        "redis_connections",
                        "Connections to Redis that were opened",
                        () -> commands.lives() + subscription.lives()));
    }

    public LobbyBus lobbyBus() {
        return lobbyBus;
    }

    public Presence presence() {
        return presence;
    }

    public Whispers whispers() {
        return whispers;
    }

    public Fence fence() {
        return fence;
    }

    public Bridges bridges() {
        return bridges;
    }

    public Bans bans() {
        return bans;
    }

    public DirectClients directClients() {
        return directClients;
    }

    /** Gives up all names, then the lease, then the connections; blocks for 3 s at the most. */
    @Override
    public void close() {
        leaving = true;
        try {
            names.releaseAll()
                    .thenCompose(done -> redis.send(all -> all.hdel(RedisNames.BRIDGES, bridges.id())))
                    .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unreachable) {
            log.warn("could not take leave of Redis; the names are free when the lease has run out");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        abandon();
    }

    /** Ends without taking leave, as a crash does. */
    void abandon() {
        maintenance.close();
        dialer.close();
    }

    /** Runs on the thread that keeps this bridge alive; what blocks it is a pause to everybody else. */
    void onKeeper(Runnable task) {
        maintenance.run(task);
    }

    /** The bridge hears itself as soon as it hears anything. */
    private void subscribed() {
        feed.up();
        maintenance.run(this::beat);
    }

    /** All who lost their nicknames have been told. */
    private void leaseConfirmed() {
        feed.leaseConfirmed();
        fence.confirmed();
    }

    private void beat() {
        if (leaving) {
            return;
        }
        heartbeat.beat();
        bans.refresh();
        names.releaseLeftOver();
    }

    /** Each connection is found dead by a detector of its own: what cuts one off commonly cuts off both, at one time. */
    private void look() {
        if (leaving) {
            return;
        }
        if (commandSilence.isDead()) {
            commands.restart("it does not answer");
        }
        if (subscriptionSilence.isDead()) {
            subscription.restart("it is deaf");
        }
    }

    private void received(String channel, byte[] payload) {
        whispers.received(channel, payload);
    }

    private void endBanned() {
        bridges.endBanned();
    }

    /** However much has come at once, those who wait for it are told once. */
    private void handedOn() {
        feed.tell();
    }

    private void received(byte[] request) {
        bridges.received(request);
    }
}
