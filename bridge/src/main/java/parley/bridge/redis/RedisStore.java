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
import parley.bridge.redis.connection.Channels;
import parley.bridge.redis.connection.Dialer;
import parley.bridge.redis.connection.Keeper;
import parley.bridge.redis.connection.Pulse;
import parley.bridge.redis.connection.Reconnecting;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.Pace;
import parley.bridge.redis.lease.PauseFence;
import parley.bridge.redis.lease.RedisClock;
import parley.bridge.redis.lobby.Heard;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.lobby.Publications;
import parley.bridge.redis.lobby.RedisLobbyBus;
import parley.bridge.redis.lobby.StreamReader;
import parley.bridge.redis.lobby.Transit;
import parley.bridge.redis.names.DirectNames;
import parley.bridge.redis.names.Holdings;
import parley.bridge.redis.names.Reaper;
import parley.bridge.redis.names.RedisDirectClients;
import parley.bridge.redis.names.RedisPresence;
import parley.bridge.redis.peers.RedisBans;
import parley.bridge.redis.peers.RedisBridges;
import parley.bridge.redis.script.Calls;
import parley.protocol.RedisNames;

/** All ports of one bridge on one Redis. Safe for all threads. */
public final class RedisStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** How long a change of the bans may be enforced by whoever made it, and counts the sessions; then each bridge does it. */
    private static final Duration BANS_PAUSE = Duration.ofMillis(500);

    private static final Duration TICK = Duration.ofMillis(100);

    private final Keeper keeper = new Keeper();
    private final Pulse commandPulse = new Pulse();
    private final Pulse subscriptionPulse = new Pulse();
    private final Heard heard = new Heard();
    private final Dialer dialer;
    private final Reconnecting<StatefulRedisConnection<String, String>> commands;
    private final Reconnecting<StatefulRedisPubSubConnection<String, byte[]>> subscription;
    private final Calls calls;
    private final Pace pace;
    private final Lease lease;
    private final PauseFence fence;
    private final Holdings holdings;
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
        return open(uri, bridge, lobby, Pace.USUAL);
    }

    static RedisStore open(String uri, String bridge, Lobby lobby, Pace pace) {
        RedisStore store = new RedisStore(RedisURI.create(uri), bridge, lobby, pace);
        store.start();
        return store;
    }

    private RedisStore(RedisURI uri, String bridge, Lobby lobby, Pace pace) {
        this.pace = pace;
        int database = uri.getDatabase();
        String probe = RedisNames.probe(database, bridge);
        lease = new Lease(System::nanoTime, pace);
        fence = new PauseFence(System::nanoTime, lease, pace);
        RedisClock clock = new RedisClock(System::nanoTime);
        dialer = new Dialer(uri, this::handedOn);
        // With a new connection, lease and clock are settled at once.
        calls = new Calls(bridge, clock, lease, commandPulse, this::beat);
        commands = new Reconnecting<>("command", keeper, dialer::commands, calls);
        StreamReader stream = new StreamReader(calls);
        feed = new LobbyFeed(
                lobby,
                stream,
                lease,
                heard,
                keeper,
                new Transit(() -> clock.isKnown() ? clock.micros(System.nanoTime()) : lobby.now()));
        DirectNames direct = new DirectNames(calls, keeper, dialer.aside());
        holdings = new Holdings(calls, direct);
        Reaper reaper = new Reaper(calls, pace);
        heartbeat = new Heartbeat(
                calls,
                clock,
                lease,
                commandPulse,
                subscriptionPulse,
                holdings,
                reaper,
                lobby::last,
                feed,
                probe,
                pace,
                this::leaseConfirmed);
        bans = new RedisBans(calls, clock, keeper, list -> keeper.after(BANS_PAUSE, this::endBanned));
        bridges = new RedisBridges(bridge, database, calls, clock, heard, bans);
        directClients = new RedisDirectClients(calls);
        Channels channels = new Channels(
                Map.of(
                        RedisNames.ids(database),
                        feed::id,
                        RedisNames.CHAT,
                        feed::chat,
                        probe,
                        payload -> {
                            feed.apart();
                            heartbeat.heard();
                        },
                        RedisNames.bridge(database, bridge),
                        payload -> {
                            feed.apart();
                            received(payload);
                        }),
                this::received,
                this::subscribed,
                feed::down,
                subscriptionPulse);
        subscription = new Reconnecting<>("subscription", keeper, dialer::subscription, channels);
        presence = new RedisPresence(calls, holdings, direct, keeper, dialer.aside());
        whispers = new RedisWhispers(calls, lobby, channels, feed, holdings);
        // Before anybody else hears of it: what comes now on such a channel is for the new owner.
        holdings.onLost(whispers::close);
        lobbyBus = new RedisLobbyBus(
                new Publications(calls, dialer::execute, lobby, feed, RedisNames.ids(database)),
                stream,
                feed,
                heard,
                holdings);
    }

    private void start() {
        commands.start();
        subscription.start();
        keeper.every(TICK, feed::tell);
        keeper.every(TICK, fence::tick);
        keeper.every(pace.heartbeat(), this::beat);
        keeper.every(pace.heartbeat().dividedBy(2), heartbeat::probe);
        keeper.every(pace.heartbeat().dividedBy(Pulse.LOOKS_A_BEAT), this::look);
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
                Stat.gauge("names_held", "Nicknames that this bridge holds on Redis", holdings::size),
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
            holdings.releaseAll()
                    .thenCompose(done -> calls.ask(all -> all.hdel(RedisNames.BRIDGES, bridges.id())))
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
        keeper.close();
        dialer.close();
    }

    /** Runs on the thread that keeps this bridge alive; what blocks it is a pause to everybody else. */
    void onKeeper(Runnable task) {
        keeper.run(task);
    }

    /** The bridge hears itself as soon as it hears anything. */
    private void subscribed() {
        feed.up();
        keeper.run(this::beat);
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
        holdings.releaseLeftOver();
    }

    /** Each connection is found dead by its own pulse: what cuts one off commonly cuts off both, at one time. */
    private void look() {
        if (leaving) {
            return;
        }
        if (commandPulse.isGone()) {
            commands.restart("it does not answer");
        }
        if (subscriptionPulse.isGone()) {
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
