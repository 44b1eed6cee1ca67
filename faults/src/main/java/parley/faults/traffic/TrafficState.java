package parley.faults.traffic;

import java.util.List;
import java.util.concurrent.TimeUnit;
import parley.faults.world.RedisClock;

/** What all participants share: the bridges' ports, the ledger, and whether there is talk at present. Safe for all threads. */
final class Room {
    private final List<Integer> ports;
    private final RedisClock clock;
    private final Ledger ledger = new Ledger();
    private final Losses losses = new Losses();
    private boolean quiet;
    private volatile boolean closing;

    Room(List<Integer> ports, RedisClock clock) {
        this.ports = List.copyOf(ports);
        this.clock = clock;
    }

    int bridges() {
        return ports.size();
    }

    int port(int bridge) {
        return ports.get(bridge);
    }

    RedisClock clock() {
        return clock;
    }

    Ledger ledger() {
        return ledger;
    }

    Losses losses() {
        return losses;
    }

    boolean isClosing() {
        return closing;
    }

    void close() {
        closing = true;
        quiet(false);
    }

    synchronized void quiet(boolean wanted) {
        quiet = wanted;
        notifyAll();
    }

    synchronized boolean isQuiet() {
        return quiet;
    }

    /** Waits a little while there shall be no talk. */
    synchronized void pauseWhileQuiet(long millis) throws InterruptedException {
        if (quiet && !closing) {
            TimeUnit.MILLISECONDS.timedWait(this, millis);
        }
    }
}
