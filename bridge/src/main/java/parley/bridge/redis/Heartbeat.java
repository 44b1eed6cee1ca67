package parley.bridge.redis;

import io.lettuce.core.ScriptOutputType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.redis.connection.SilenceDetector;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.LeaseTiming;
import parley.bridge.redis.lease.RedisClock;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.names.HeldNames;
import parley.bridge.redis.names.Reaper;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.LobbyId;

/**
 * Renews the bridge's lease, reads Redis's clock, has names put right that need it, and publishes a probe that the subscription
 * must bring: so a deaf subscription is told from a quiet lobby. Beats on the maintenance thread.
 */
final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    /** Beats between looks for names that were taken out of users where others were put in. */
    private static final int LOOK = 2;
    /** Beats for which a sign of life counts as fresh. */
    private static final int FRESH = 3;

    private static final String PROBE = "beat";

    private static final String LONGEST_LEASE_MICROS = Long.toString(LeaseTiming.LONGEST_LEASE.toNanos() / 1_000);

    private final RedisCommands redis;
    private final RedisClock clock;
    private final Lease lease;
    private final SilenceDetector commandSilence;
    private final SilenceDetector subscriptionSilence;
    private final HeldNames names;
    private final Reaper reaper;
    private final LongSupplier floor;
    private final LobbyFeed feed;
    private final String probe;
    private final String leaseMicros;
    private final long fresh;
    private final Runnable confirmed;
    /** Whether no name may have been lost unnoticed; not so from a lease that had run out until all names are confirmed. */
    private volatile boolean namesCertain;

    /** As the latest answer had it. */
    private volatile String leaseEnd = "0";
    /** Counts those that found the lease running. */
    private final AtomicInteger beats = new AtomicInteger();

    private volatile long answeredAt;
    private volatile long probeArrivedAt;

    /**
     * @param floor the latest time in the lobby
     * @param confirmed called after each beat that confirmed the lease
     */
    Heartbeat(
            RedisCommands redis,
            RedisClock clock,
            Lease lease,
            SilenceDetector commandSilence,
            SilenceDetector subscriptionSilence,
            HeldNames names,
            Reaper reaper,
            LongSupplier floor,
            LobbyFeed feed,
            String probe,
            LeaseTiming timing,
            Runnable confirmed) {
        this.redis = redis;
        this.clock = clock;
        this.lease = lease;
        this.commandSilence = commandSilence;
        this.subscriptionSilence = subscriptionSilence;
        this.names = names;
        this.reaper = reaper;
        this.floor = floor;
        this.feed = feed;
        this.probe = probe;
        this.leaseMicros = Long.toString(timing.lease().toNanos() / 1_000);
        this.fresh = FRESH * timing.heartbeat().toNanos();
        this.confirmed = confirmed;
        this.answeredAt = System.nanoTime() - fresh;
        this.probeArrivedAt = answeredAt;
    }

    /** Makes both connections give a sign of life; light, so that it can be asked for more often than a beat. */
    void probe() {
        expectSigns();
        redis.sendAnyway(commands -> commands.publish(probe, PROBE));
    }

    private void expectSigns() {
        if (redis.isUp()) {
            commandSilence.expect();
            subscriptionSilence.expect();
        }
    }

    void beat() {
        long askedAt = System.nanoTime();
        LobbyId newest = feed.newest();
        expectSigns();
        redis.<List<Object>>runAsBridge(
                        Script.HEARTBEAT,
                        ScriptOutputType.MULTI,
                        leaseMicros,
                        probe,
                        PROBE,
                        Long.toString(floor.getAsLong()),
                        leaseEnd,
                        Long.toString(feed.latest()),
                        newest.epoch(),
                        Long.toString(newest.number()),
                        LONGEST_LEASE_MICROS)
                .thenCompose(answer -> beatAnswered(Answer.of(answer), askedAt))
                .exceptionally(Heartbeat::note);
    }

    private CompletableFuture<Void> beatAnswered(Answer answer, long askedAt) {
        answeredAt = System.nanoTime();
        leaseEnd = answer.leaseEnd;
        clock.sample(answer.clock, askedAt);
        return confirmNames(answer.ran, answer.missing).thenRun(() -> {
            lease.confirm(askedAt);
            confirmed.run();
            reaper.reap(answer.dead);
        });
    }

    /** What {@code heartbeat.lua} answers. */
    private record Answer(long clock, String leaseEnd, boolean ran, boolean missing, List<String> dead) {
        static Answer of(List<Object> parts) {
            return new Answer(
                    Long.parseLong((String) parts.get(0)),
                    (String) parts.get(1),
                    (Long) parts.get(2) == 1,
                    (Long) parts.get(3) == 1,
                    ((List<?>) parts.get(4)).stream().map(String::valueOf).toList());
        }
    }

    private static @Nullable Void note(Throwable failure) {
        if (!(failure instanceof UnavailableException) && !(failure.getCause() instanceof UnavailableException)) {
            log.error("a heartbeat broke off", failure);
        }
        return null;
    }

    private CompletableFuture<Void> confirmNames(boolean ran, boolean missing) {
        if (!ran) {
            namesCertain = false;
        }
        if (namesCertain && lease.runs()) {
            if (missing) {
                names.confirmAll();
            } else if (beats.incrementAndGet() % LOOK == 0) {
                names.confirmMissing();
            }
            return CompletableFuture.completedFuture(null);
        }
        return namesCertain
                ? CompletableFuture.completedFuture(null)
                : names.confirmAll().thenRun(() -> namesCertain = true);
    }

    /** The subscription brought a beat of ours. */
    void probeArrived() {
        probeArrivedAt = System.nanoTime();
    }

    /** Whether Redis answeredAt a beat, and the subscription brought one, a short time ago. */
    boolean isFresh() {
        long now = System.nanoTime();
        return now - answeredAt < fresh && now - probeArrivedAt < fresh;
    }
}
