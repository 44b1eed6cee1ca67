package parley.bridge.redis;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Renews the lease, reads Redis's clock, and tells a deaf subscription from a quiet lobby: each beat is heard on the subscription
 * too, or the subscription is dead.
 */
final class Heartbeat {
    static final Duration INTERVAL = Duration.ofSeconds(2);
    /** Three beats. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(6);

    private final Calls calls;
    private final RedisClock clock;
    private final Lease lease;
    private final String probe;
    private final Runnable beaten;
    private volatile long answered = System.nanoTime() - FRESH;
    private volatile long heard = System.nanoTime() - FRESH;

    /** @param beaten called after each beat that Redis answered */
    Heartbeat(Calls calls, RedisClock clock, Lease lease, String probe, Runnable beaten) {
        this.calls = calls;
        this.clock = clock;
        this.lease = lease;
        this.probe = probe;
        this.beaten = beaten;
    }

    /** On the keeper's thread. */
    void beat() {
        long askedAt = System.nanoTime();
        String length = Long.toString(Lease.LENGTH.toNanos() / 1_000);
        calls.<List<Object>>own(Script.HEARTBEAT, ScriptOutputType.MULTI, length, probe, "beat")
                .thenAccept(answer -> {
                    clock.sample(Long.parseLong((String) answer.get(0)), askedAt);
                    lease.confirm(askedAt);
                    answered = System.nanoTime();
                    beaten.run();
                });
    }

    /** The subscription brought a beat of ours. */
    void heard() {
        heard = System.nanoTime();
    }

    /** Whether Redis answered a beat, and the subscription brought one, a short time ago. */
    boolean isFresh() {
        long now = System.nanoTime();
        return now - answered < FRESH && now - heard < FRESH;
    }
}
