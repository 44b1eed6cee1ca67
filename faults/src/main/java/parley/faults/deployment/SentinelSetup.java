package parley.faults.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import parley.harness.redis.RedisNodes;
import parley.harness.redis.SentinelRedis;
import parley.redis.embedded.RedisBinary;

/** Runs a master with a replica, and three sentinels that watch them. */
public final class SentinelSetup implements RedisSetup {
    private static final int REPLICAS = 1;

    private final SentinelRedis redis;
    private final RedisWallClock clock;

    private SentinelSetup(SentinelRedis redis, RedisWallClock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    static SentinelSetup start(Path work) throws IOException {
        RedisWallClock clock = new RedisWallClock(work.resolve("redis.clock"));
        RedisNodes nodes = new RedisNodes(RedisBinary.in(work), work.resolve("redis"), List.of());
        return new SentinelSetup(SentinelRedis.start(nodes, REPLICAS), clock);
    }

    public SentinelRedis redis() {
        return redis;
    }

    /** On the server that sentinels name now: one that was replaced may go on taking writes. */
    @Override
    public String call(String... command) throws IOException {
        try {
            return redis.master().call(command);
        } catch (UncheckedIOException e) {
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
