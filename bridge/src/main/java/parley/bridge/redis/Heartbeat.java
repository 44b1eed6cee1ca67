package parley.bridge.redis;

import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.redis.connection.ServiceNames;
import parley.bridge.redis.lease.BridgeLease;
import parley.bridge.redis.lease.LeaseTiming;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.names.NameUpkeep;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.LobbyId;
import parley.protocol.ServiceChannels;

/**
 * Renews the bridge's lease, reads Redis's clock, has names put right that need it, and publishes a probe that the subscription
 * must bring: so a deaf subscription is told from a quiet lobby. Beats on the maintenance thread.
 */
final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    /** Beats for which a sign of life counts as fresh. */
    private static final int FRESH = 3;

    private static final String PROBE = "beat";

    private static final String LONGEST_LEASE_MICROS = Long.toString(LeaseTiming.LONGEST_LEASE.toNanos() / 1_000);

    private final RedisCommands redis;
    private final BridgeLease lease;
    private final NameUpkeep names;
    private final LobbyFeed feed;
    private final ServiceNames channels;
    private final Runnable confirmed;
    private final String leaseMicros;
    private final long fresh;

    /** As the latest answer had it. */
    private volatile String leaseEnd = "0";

    private volatile long answeredAt;
    private volatile long probeArrivedAt;

    /**
     * @param confirmed called after each beat that confirmed the lease
     */
    Heartbeat(
            RedisCommands redis,
            BridgeLease lease,
            NameUpkeep names,
            LobbyFeed feed,
            ServiceNames channels,
            Runnable confirmed) {
        this.redis = redis;
        this.lease = lease;
        this.names = names;
        this.feed = feed;
        this.channels = channels;
        this.confirmed = confirmed;
        this.leaseMicros = Long.toString(lease.timing().lease().toNanos() / 1_000);
        this.fresh = FRESH * lease.timing().heartbeat().toNanos();
        this.answeredAt = System.nanoTime() - fresh;
        this.probeArrivedAt = answeredAt;
    }

    /** Publishes a probe alone; light, so that it can be asked for more often than a beat. */
    void probe() {
        String probe = probeChannel();
        if (!probe.isEmpty()) {
            redis.sendAnyway(commands -> commands.publish(probe, PROBE));
        }
    }

    /** The channel on which this bridge hears itself; empty before it is known. */
    private String probeChannel() {
        ServiceChannels known = channels.current();
        return known == null ? "" : known.probe(redis.bridge());
    }

    void beat() {
        ServiceChannels known = channels.current();
        long askedAt = System.nanoTime();
        LobbyId newest = feed.newest();
        redis.<List<Object>>runAsBridge(
                        Script.HEARTBEAT,
                        ScriptOutputType.MULTI,
                        leaseMicros,
                        probeChannel(),
                        PROBE,
                        Long.toString(feed.floor()),
                        leaseEnd,
                        Long.toString(feed.latest()),
                        newest.epoch(),
                        Long.toString(newest.number()),
                        LONGEST_LEASE_MICROS,
                        known == null ? "" : known.secret(),
                        known == null ? "" : known.archivers(),
                        known == null ? "" : known.runs())
                .thenCompose(answer -> beatAnswered(Answer.of(answer), askedAt))
                .exceptionally(Heartbeat::note);
    }

    private CompletableFuture<Void> beatAnswered(Answer answer, long askedAt) {
        answeredAt = System.nanoTime();
        leaseEnd = answer.leaseEnd;
        lease.clock().sample(answer.clock, askedAt);
        channels.observe(answer.secret);
        return names.confirm(answer.ran, answer.missing).thenRun(() -> {
            lease.lease().confirm(askedAt);
            confirmed.run();
            names.reap(answer.dead);
        });
    }

    /** What {@code heartbeat.lua} answers. */
    private record Answer(long clock, String leaseEnd, boolean ran, boolean missing, List<String> dead, String secret) {
        static Answer of(List<Object> parts) {
            return new Answer(
                    Long.parseLong((String) parts.get(0)),
                    (String) parts.get(1),
                    (Long) parts.get(2) == 1,
                    (Long) parts.get(3) == 1,
                    ((List<?>) parts.get(4)).stream().map(String::valueOf).toList(),
                    String.valueOf(parts.get(5)));
        }
    }

    private static @Nullable Void note(Throwable failure) {
        if (!(failure instanceof UnavailableException) && !(failure.getCause() instanceof UnavailableException)) {
            log.error("a heartbeat broke off", failure);
        }
        return null;
    }

    /** The subscription brought a probe of ours. */
    void probeArrived() {
        probeArrivedAt = System.nanoTime();
    }

    /** Whether Redis answered a beat, and the subscription brought a probe, a short time ago. */
    boolean isFresh() {
        long now = System.nanoTime();
        return now - answeredAt < fresh && now - probeArrivedAt < fresh;
    }
}
