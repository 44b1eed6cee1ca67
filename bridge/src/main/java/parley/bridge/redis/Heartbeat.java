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
import parley.bridge.redis.connection.Pulse;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.Pace;
import parley.bridge.redis.lease.RedisClock;
import parley.bridge.redis.lobby.LobbyFeed;
import parley.bridge.redis.names.Holdings;
import parley.bridge.redis.names.Reaper;
import parley.bridge.redis.script.Calls;
import parley.bridge.redis.script.Script;
import parley.protocol.LobbyId;

/**
 * Renews the lease, reads Redis's clock, has the names put right that need it, and tells a deaf subscription from a quiet lobby:
 * each beat is heard on the subscription too, or the subscription is dead. Beats on the keeper's thread.
 */
final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    /** Beats between looks for names that were taken out of users where others were put in. */
    private static final int LOOK = 2;
    /** Beats for which a sign of life counts as fresh. */
    private static final int FRESH = 3;

    private static final String PROBE = "beat";

    private static final String LONGEST_LEASE_MICROS = Long.toString(Pace.LONGEST_LEASE.toNanos() / 1_000);

    private final Calls calls;
    private final RedisClock clock;
    private final Lease lease;
    private final Pulse commandPulse;
    private final Pulse subscriptionPulse;
    private final Holdings holdings;
    private final Reaper reaper;
    private final LongSupplier floor;
    private final LobbyFeed feed;
    private final String probe;
    private final String leaseMicros;
    private final long fresh;
    private final Runnable confirmed;
    /** Whether no name may have been lost unnoticed; not so from a lease that had run out until all names are confirmed. */
    private volatile boolean settled;

    /** As the latest answer had it. */
    private volatile String leaseEnd = "0";
    /** Counts those that found the lease running. */
    private final AtomicInteger beats = new AtomicInteger();

    private volatile long answered;
    private volatile long heard;

    /**
     * @param floor the latest time in the lobby
     * @param confirmed called after each beat that confirmed the lease
     */
    Heartbeat(
            Calls calls,
            RedisClock clock,
            Lease lease,
            Pulse commandPulse,
            Pulse subscriptionPulse,
            Holdings holdings,
            Reaper reaper,
            LongSupplier floor,
            LobbyFeed feed,
            String probe,
            Pace pace,
            Runnable confirmed) {
        this.calls = calls;
        this.clock = clock;
        this.lease = lease;
        this.commandPulse = commandPulse;
        this.subscriptionPulse = subscriptionPulse;
        this.holdings = holdings;
        this.reaper = reaper;
        this.floor = floor;
        this.feed = feed;
        this.probe = probe;
        this.leaseMicros = Long.toString(pace.lease().toNanos() / 1_000);
        this.fresh = FRESH * pace.heartbeat().toNanos();
        this.confirmed = confirmed;
        this.answered = System.nanoTime() - fresh;
        this.heard = answered;
    }

    /** Makes both connections give a sign of life; light, so that it can be asked for more often than a beat. */
    void probe() {
        due();
        calls.look(commands -> commands.publish(probe, PROBE));
    }

    private void due() {
        if (calls.isUp()) {
            commandPulse.due();
            subscriptionPulse.due();
        }
    }

    void beat() {
        long askedAt = System.nanoTime();
        LobbyId newest = feed.newest();
        due();
        calls.<List<Object>>own(
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
                .thenCompose(answer -> answered(Answer.of(answer), askedAt))
                .exceptionally(Heartbeat::note);
    }

    private CompletableFuture<Void> answered(Answer answer, long askedAt) {
        answered = System.nanoTime();
        leaseEnd = answer.leaseEnd;
        clock.sample(answer.clock, askedAt);
        return settle(answer.ran, answer.missing).thenRun(() -> {
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

    private CompletableFuture<Void> settle(boolean ran, boolean missing) {
        if (!ran) {
            settled = false;
        }
        if (settled && lease.runs()) {
            if (missing) {
                holdings.confirmAll();
            } else if (beats.incrementAndGet() % LOOK == 0) {
                holdings.confirmMissing();
            }
            return CompletableFuture.completedFuture(null);
        }
        return settled
                ? CompletableFuture.completedFuture(null)
                : holdings.confirmAll().thenRun(() -> settled = true);
    }

    /** The subscription brought a beat of ours. */
    void heard() {
        heard = System.nanoTime();
    }

    /** Whether Redis answered a beat, and the subscription brought one, a short time ago. */
    boolean isFresh() {
        long now = System.nanoTime();
        return now - answered < fresh && now - heard < fresh;
    }
}
