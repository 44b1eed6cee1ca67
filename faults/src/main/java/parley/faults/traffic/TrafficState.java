package parley.faults.traffic;

import java.util.List;
import java.util.concurrent.TimeUnit;
import parley.faults.deployment.RedisWallClock;

/**
 * Holds what all participants share: the bridges' ports, the messages sent, and whether they are to be quiet. Safe for all
 * threads.
 */
final class TrafficState {
    private final List<Integer> ports;
    private final RedisWallClock clock;
    private final SentMessages sentMessages = new SentMessages();
    private final Anomalies anomalies = new Anomalies();
    private boolean quiet;
    private volatile boolean closing;

    TrafficState(List<Integer> ports, RedisWallClock clock) {
        this.ports = List.copyOf(ports);
        this.clock = clock;
    }

    int bridges() {
        return ports.size();
    }

    int port(int bridge) {
        return ports.get(bridge);
    }

    RedisWallClock clock() {
        return clock;
    }

    SentMessages sentMessages() {
        return sentMessages;
    }

    Anomalies anomalies() {
        return anomalies;
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
