package parley.bridge.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.limits.StreamLimits;
import parley.bridge.redis.connection.CommandLink;
import parley.bridge.redis.connection.Dialer;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.connection.Refusals;
import parley.bridge.redis.connection.ServiceNames;
import parley.bridge.redis.connection.SilenceDetector;
import parley.bridge.redis.connection.SubscriptionLink;
import parley.bridge.redis.connection.Subscriptions;
import parley.bridge.redis.lease.BridgeLease;
import parley.bridge.redis.lease.LeaseTiming;
import parley.bridge.redis.lobby.DirectMessageDating;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.lobby.PageThread;
import parley.bridge.redis.lobby.PublishQueue;
import parley.bridge.redis.lobby.RedisLobbyBus;
import parley.bridge.redis.lobby.StreamReader;
import parley.bridge.redis.names.NameParts;
import parley.bridge.redis.peers.RedisArchivers;
import parley.bridge.redis.peers.RedisBans;
import parley.bridge.redis.peers.RedisBridges;
import parley.bridge.redis.script.RedisCommands;
import parley.protocol.LobbyDemultiplexer;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;
import parley.protocol.metric.Metric;
import parley.redis.endpoint.RedisEndpoint;

/** Wires all ports of one bridge on one Redis. Safe for all threads. */
public final class RedisStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** How long a change of the bans may be enforced by whoever made it, and counts the sessions; then each bridge does it. */
    private static final Duration BANS_PAUSE = Duration.ofMillis(500);

    private static final long BETWEEN_CALLS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final double MICROS = TimeUnit.SECONDS.toMicros(1);

    private static final Duration TICK = Duration.ofMillis(100);
    /** How long another server may be the master, and this one be used, where sentinels know. */
    private static final Duration FOLLOWING = Duration.ofMillis(250);

    private final MaintenanceThread maintenance = new MaintenanceThread();
    private final PageThread pages = new PageThread();
    private final Refusals refusals = new Refusals(System::nanoTime);
    private final Dialer dialer;
    private final CommandLink commands;
    private final SubscriptionLink subscription;
    private final BridgeLease lease;
    private final RedisCommands redis;
    private final LobbyFeed feed;
    private final NameParts names;
    private final Heartbeat heartbeat;
    private final PublishQueue queue;
    private final RedisLobbyBus lobbyBus;
    private final RedisWhispers whispers;
    private final RedisBans bans;
    private final RedisBridges bridges;
    private final RedisArchivers archivers;
    private final ServiceNames channels;
    private volatile boolean leaving;
    /** On the subscription's thread only. */
    private long calledAt = System.nanoTime() - BETWEEN_CALLS;

    /**
     * Starts to connect, and goes on trying until it is closed; nothing blocks.
     *
     * @param where found anew with each connection
     * @param bridge this bridge's id, never used before
     * @param lobby to which nobody else adds
     * @param kept how much of the lobby is kept on Redis
     */
    public static RedisStore open(RedisEndpoint where, String bridge, Lobby lobby, StreamLimits kept) {
        return open(where, bridge, lobby, kept, LeaseTiming.USUAL);
    }

    static RedisStore open(RedisEndpoint where, String bridge, Lobby lobby, StreamLimits kept, LeaseTiming timing) {
        RedisStore store = new RedisStore(where, bridge, lobby, kept, timing);
        store.start();
        return store;
    }

    private RedisStore(RedisEndpoint where, String bridge, Lobby lobby, StreamLimits kept, LeaseTiming timing) {
        int database = where.database();
        channels = new ServiceNames(database, maintenance);
        lease = BridgeLease.of(timing, System::nanoTime);
        // However much has come at once, those who wait for it are told once.
        dialer = new Dialer(where, refusals, this::tell);
        SilenceDetector commandSilence = new SilenceDetector();
        // With a new connection, lease and clock are known at once.
        redis = new RedisCommands(
                bridge, lease.clock(), lease.lease(), commandSilence, refusals, dialer.timer(), this::beat);
        commands = new CommandLink(maintenance, dialer, commandSilence, redis);
        StreamReader stream = new StreamReader(redis, maintenance, pages);
        feed = new LobbyFeed(
                lobby,
                stream,
                lease.lease(),
                new LobbyDemultiplexer(),
                maintenance,
                new DirectMessageDating(() -> redisTime(lobby)));
        names = NameParts.wire(redis, lease, maintenance, dialer.aside());
        heartbeat = new Heartbeat(redis, lease, names.upkeep(), feed, channels, this::leaseConfirmed);
        SilenceDetector subscriptionSilence = new SilenceDetector();
        Subscriptions subscriptions = new Subscriptions(
                channels,
                named -> Set.of(
                        named.ids(),
                        RedisNames.CHAT,
                        named.probe(bridge),
                        named.bridge(bridge),
                        ServiceChannels.calls(database)),
                this::received,
                this::subscribed,
                feed::down,
                subscriptionSilence);
        subscriptions.onFailure(refusals::note);
        subscription = new SubscriptionLink(maintenance, dialer, subscriptionSilence, channels, subscriptions);
        whispers = new RedisWhispers(redis, lobby, subscriptions, feed, names.held());
        // Before anybody else hears of it: what comes now on such a channel is for the new owner.
        names.held().onLost(whispers::close);
        bans = new RedisBans(redis, lease.clock(), maintenance, list -> maintenance.after(BANS_PAUSE, this::endBanned));
        bridges = new RedisBridges(bridge, channels, redis, lease.clock(), feed.arrivals(), bans);
        names.held().replaceBy(bridges::replace);
        archivers = new RedisArchivers(channels, redis, feed::latest);
        queue = new PublishQueue(redis, dialer::execute, feed, channels, kept);
        lobbyBus = new RedisLobbyBus(queue, stream, feed, names.held());
    }

    /** Redis's clock as far as it is known, else this machine's; microseconds. */
    private long redisTime(Lobby lobby) {
        return lease.clock().isKnown() ? lease.clock().micros(System.nanoTime()) : lobby.now();
    }

    private void start() {
        Duration beat = lease.timing().heartbeat();
        commands.start();
        subscription.start();
        maintenance.every(TICK, this::tell);
        maintenance.every(TICK, lease.fence()::tick);
        maintenance.every(TICK, queue::expire);
        maintenance.every(beat, this::beat);
        maintenance.every(beat.dividedBy(2), this::probe);
        maintenance.every(FOLLOWING, dialer::follow);
        maintenance.every(beat.dividedBy(SilenceDetector.LOOKS_A_BEAT), this::look);
    }

    /** Completes when the lobby holds what was stored before and hears what comes; Redis may be unreachable until then. */
    public CompletionStage<Void> started() {
        return feed.started().copy();
    }

    /** Whether this bridge hears itself through Redis, and what comes from there reaches the lobby. */
    public boolean ready() {
        return lease.runs() && heartbeat.isFresh() && feed.isLive() && bans.areKnown();
    }

    /** Null while it is ready, else in one line why not. */
    public @Nullable String trouble() {
        if (ready()) {
            return null;
        }
        String refusal = refusals.current();
        return "not hearing itself through Redis" + (refusal == null ? "" : ", which refuses: " + refusal);
    }

    /** Figures for the operator. */
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(List.of(
                Metric.gauge("redis_ready", "1 while this bridge hears itself through Redis", () -> ready() ? 1 : 0),
                Metric.counter(
                        "redis_connections",
                        "Connections to Redis that were opened",
                        () -> commands.lives() + subscription.lives()),
                Metric.counter("redis_refusals", "Whatever Redis refused, on either connection", refusals::count),
                Metric.gauge("names_held", "Nicknames that this bridge holds on Redis", names.held()::size),
                Metric.gauge(
                        "bans_active",
                        "Bans that are in force",
                        () -> bans.current().count()),
                Metric.gauge(
                        "stream_position",
                        "The running number of the newest stored message that the lobby has; from 1 again where Redis lost all",
                        () -> feed.newest().number()),
                Metric.gauge(
                        "stream_newest_timestamp_seconds",
                        "When the newest stored message that the lobby has was stored, in Unix time",
                        () -> feed.latest() / MICROS),
                Metric.gauge("pages_kept_bytes", "Memory of the stream's pages kept for since", lobbyBus::keptBytes),
                Metric.gauge(
                        "pages_budget_bytes", "Memory that the stream's pages may take", () -> Limits.PAGES_KEPT_BYTES),
                Metric.gauge("publish_waiting_bytes", "Bytes of messages that wait to be stored", queue::waitingBytes),
                Metric.gauge(
                        "publish_budget_bytes",
                        "Bytes of messages that may wait to be stored",
                        () -> Limits.PUBLISH_QUEUE_BYTES)));
        metrics.addAll(archivers.metrics());
        metrics.addAll(redis.calls().metrics());
        return metrics;
    }

    public LobbyBus lobbyBus() {
        return lobbyBus;
    }

    public Presence presence() {
        return names.presence();
    }

    public Whispers whispers() {
        return whispers;
    }

    public Fence fence() {
        return lease.fence();
    }

    public Bridges bridges() {
        return bridges;
    }

    public Archivers archivers() {
        return archivers;
    }

    public Bans bans() {
        return bans;
    }

    public DirectClients directClients() {
        return names.directClients();
    }

    /** Gives up all names, then the lease, then the connections; blocks for 3 s at the most. */
    @Override
    public void close() {
        leaving = true;
        boolean held = names.held().size() > 0;
        try {
            names.held()
                    .releaseAll()
                    .thenCompose(done -> redis.send(all -> all.hdel(RedisNames.BRIDGES, bridges.id())))
                    .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unreachable) {
            if (held) {
                log.warn("could not take leave of Redis; the names are free when the lease has run out");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        abandon();
    }

    /** Ends without taking leave, as a crash does. */
    void abandon() {
        maintenance.close();
        dialer.close();
        pages.close();
    }

    /** Runs on the thread that keeps this bridge alive; what blocks it is a pause to everybody else. */
    void onKeeper(Runnable task) {
        maintenance.run(task);
    }

    /** The bridge hears itself as soon as it hears anything. */
    private void subscribed() {
        ServiceChannels named = channels.current();
        if (named != null) {
            feed.up(named.ids());
        }
        maintenance.run(this::beat);
    }

    /** Every message of the subscription goes to the lobby's feed first, which must know what stands between its own. */
    private void received(String channel, byte[] payload) {
        if (feed.take(channel, payload)) {
            return;
        }
        ServiceChannels named = channels.current();
        if (named == null || !channel.startsWith(RedisNames.SERVICE_PREFIX)) {
            whispers.received(channel, payload);
        } else if (channel.equals(named.probe(redis.bridge()))) {
            heartbeat.probeArrived();
        } else if (channel.equals(named.bridge(redis.bridge()))) {
            if (!archivers.received(payload)) {
                bridges.received(payload);
            }
        } else {
            called();
        }
    }

    /** Somebody looks for the secret of the service channels, which the next heartbeat puts back; or bids us beat for nothing. */
    private void called() {
        long now = System.nanoTime();
        if (now - calledAt > BETWEEN_CALLS) {
            calledAt = now;
            maintenance.run(this::beat);
        }
    }

    /** All who lost their nicknames have been told. */
    private void leaseConfirmed() {
        feed.leaseConfirmed();
        lease.fence().confirmed();
    }

    private void beat() {
        if (leaving) {
            return;
        }
        expectSigns();
        heartbeat.beat();
        bans.refresh(Deadline.ofRedis());
        names.held().releaseLeftOver();
    }

    private void probe() {
        expectSigns();
        heartbeat.probe();
    }

    /** What is sent now makes both connections give a sign of life. */
    private void expectSigns() {
        if (redis.isUp()) {
            commands.expectSign();
            subscription.expectSign();
        }
    }

    /** Each connection is found dead by a detector of its own: what cuts one off commonly cuts off both, at one time. */
    private void look() {
        if (!leaving) {
            commands.look();
            subscription.look();
        }
    }

    private void endBanned() {
        bridges.endBanned();
    }

    private void tell() {
        feed.tell();
    }
}
