package parley.faults.deployment;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the ways in which Redis is run. */
public enum RedisTopology {
    SERVER("a Redis with `appendonly yes`, `appendfsync no`, which keeps what it answered when it is killed"),
    SENTINEL("three sentinels, and a master with a replica, which keep nothing on disk"),
    CLUSTER("a Cluster of three masters with a replica each, which keep nothing on disk");

    private final String description;

    RedisTopology(String description) {
        this.description = description;
    }

    /** Such as {@code cluster}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String description() {
        return description;
    }

    public static Optional<RedisTopology> of(String title) {
        return Arrays.stream(values()).filter(one -> one.title().equals(title)).findFirst();
    }

    /** Returns when it serves. */
    RedisSetup start(RedisServer.Settings settings) throws IOException, InterruptedException {
        return switch (this) {
            case SERVER -> RedisServer.start(settings);
            case SENTINEL -> SentinelSetup.start(settings.work());
            case CLUSTER -> ClusterSetup.start(settings.work());
        };
    }
}
