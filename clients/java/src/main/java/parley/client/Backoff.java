package parley.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Says how long to wait before the next try: at first a little, which differs from client to client, then
 * twice as long each time. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    /** @param least no less than that at first, and no more than four times as long */
    Backoff(Duration least, Duration longest) {
        this.longest = longest;
        first = least.plusNanos(ThreadLocalRandom.current().nextLong(3 * least.toNanos()));
        next = first;
    }

    Duration next() {
        Duration now = next;
        Duration twice = now.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return now;
    }

    void reset() {
        next = first;
    }
}
