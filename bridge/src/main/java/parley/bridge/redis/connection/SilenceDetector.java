package parley.bridge.redis.connection;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds a connection dead that looks alive: something was due on it, and nothing at all has come for a while. Time is counted in looks, {@link #LOOKS_A_BEAT} to a heartbeat, and not by a clock: while this process is paused nobody looks, so a pause
 * is no silence. Safe for all threads.
 */
public final class SilenceDetector {
    public static final int LOOKS_A_BEAT = 8;
    /** From 3.25 to 3.5 s at the usual pace: a Redis that merely stalls for 3 s is not dead. */
    private static final int PATIENCE = 14;

    private static final int NOTHING_DUE = -1;

    private final AtomicInteger looks = new AtomicInteger(NOTHING_DUE);

    /** Something is due. */
    public void expect() {
        looks.compareAndSet(NOTHING_DUE, 0);
    }

    /** Something has come. */
    public void arrived() {
        if (looks.get() != NOTHING_DUE) {
            looks.set(NOTHING_DUE);
        }
    }

    /** Looks whether the connection is dead; if so, the next one gets all the patience again. */
    public boolean isDead() {
        boolean dead = looks.updateAndGet(seen -> seen == NOTHING_DUE ? seen : seen + 1) >= PATIENCE;
        if (dead) {
            arrived();
        }
        return dead;
    }
}
