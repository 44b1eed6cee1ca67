package parley.faults.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.RedisNode;
import parley.harness.redis.RedisNodes;
import parley.protocol.RedisNames;
import parley.redis.embedded.RedisBinary;

/** Runs a Cluster of six nodes, one of which has Parley's slot. */
public final class ClusterSetup implements RedisSetup {
    private final ClusterRedis redis;
    private final RedisWallClock clock;
    private volatile @Nullable RedisNode owner;

    private ClusterSetup(ClusterRedis redis, RedisWallClock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    static ClusterSetup start(Path work) throws IOException {
        RedisWallClock clock = new RedisWallClock(work.resolve("redis.clock"));
        RedisNodes nodes = new RedisNodes(RedisBinary.in(work), work.resolve("redis"), List.of());
        return new ClusterSetup(ClusterRedis.start(nodes, RedisNames.USERS), clock);
    }

    public ClusterRedis redis() {
        return redis;
    }

    /** On the node that had the slot when it was last looked for, which is done after each error. */
    @Override
    public String call(String... command) throws IOException {
        try {
            RedisNode known = owner;
            if (known == null) {
                known = redis.owner();
                owner = known;
            }
            return known.call(command);
        } catch (UncheckedIOException e) {
            owner = null;
            throw e.getCause();
        }
    }

    @Override
    public RedisWallClock clock() {
        return clock;
    }

    @Override
    public void close() {
        redis.close();
    }
}
