package parley.faults.traffic;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import parley.faults.deployment.RedisSetup;

/** Publishes on Redis directly, as chat clients without a bridge do, with one space after its text. */
final class DirectClient implements Runnable {
    private static final long BETWEEN_MESSAGES_MILLIS = 100;

    private final TrafficState state;
    private final RedisSetup redis;
    private final String name;
    private volatile long published;

    DirectClient(TrafficState state, RedisSetup redis, String name) {
        this.state = state;
        this.redis = redis;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The number of its newest message that Redis took. */
    long published() {
        return published;
    }

    @Override
    public void run() {
        try {
            for (long number = 1; !state.isClosing(); number++) {
                if (!state.isQuiet()) {
                    say(number);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MESSAGES_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(long number) {
        try {
            redis.call("SADD", "users", name);
            redis.call("PUBLISH", "chat", name + ": " + name + " " + number + " ");
            published = number;
        } catch (IOException redisIsAway) {
            // So it can say nothing, or doesn't know whether it did.
        }
    }
}
