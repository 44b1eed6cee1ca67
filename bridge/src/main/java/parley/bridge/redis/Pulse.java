package parley.bridge.redis;

import java.util.concurrent.atomic.AtomicInteger;

/** Tells a connection that is dead though it looks alive: something was due on it several times, and nothing at all has come. */
final class Pulse {
    private static final int PATIENCE = 3;

    private final AtomicInteger missed = new AtomicInteger();

    /** Something is due. */
    void due() {
        missed.incrementAndGet();
    }

    /** Something has come. */
    void felt() {
        if (missed.get() != 0) {
            missed.set(0);
        }
    }

    /** Whether the connection is dead; if so, the next one gets all the patience again. */
    boolean isGone() {
        boolean gone = missed.get() >= PATIENCE;
        if (gone) {
            missed.set(0);
        }
        return gone;
    }
}
