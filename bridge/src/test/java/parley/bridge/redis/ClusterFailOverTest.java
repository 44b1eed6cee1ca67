package parley.bridge.redis;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.protocol.RedisRights;
import parley.redis.test.ClusterRedis;
import parley.redis.test.RedisNode;

/** Bridges follow the node of a Cluster that has Parley's slot, with people talking meanwhile. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClusterFailOverTest {
    private static ClusterRedis redis;

    @BeforeAll
    static void start() throws IOException {
        redis = ClusterRedis.start();
    }

    @AfterAll
    static void close() {
        redis.close();
    }

    @BeforeEach
    void awaitWhole() {
        redis.awaitWhole();
    }

    /** They are told of a node that hasn't the slot, and of its owner only by that. */
    private static NumberedTraffic traffic() {
        return new NumberedTraffic(ClusterRedis.uri(RedisRights.BRIDGE, redis.otherMaster(), redis.owner()));
    }

    @Test
    void whenTheOwnerIsKilled() throws IOException {
        try (NumberedTraffic traffic = traffic()) {
            traffic.goOn();
            RedisNode old = redis.owner();
            old.kill();
            redis.ownerAfter(old);
            traffic.goOn();
            old.restart();
            redis.awaitWhole();
            traffic.goOn();
            traffic.assertNothingLostUnsaidOrDoubled();
        }
    }

    @Test
    void whenTheOwnerIsPaused() {
        try (NumberedTraffic traffic = traffic()) {
            traffic.goOn();
            RedisNode old = redis.owner();
            old.pause();
            try {
                redis.ownerAfter(old);
                traffic.goOn();
            } finally {
                old.resume();
            }
            redis.awaitWhole();
            traffic.goOn();
            traffic.assertNothingLostUnsaidOrDoubled();
        }
    }

    @Test
    void whenItsReplicaTakesItsPlace() {
        try (NumberedTraffic traffic = traffic()) {
            traffic.goOn();
            redis.switchOver();
            traffic.goOn();
            traffic.assertNothingLost();
        }
    }

    @Test
    void whenTheSlotIsMoved() {
        try (NumberedTraffic traffic = traffic()) {
            traffic.goOn();
            redis.moveSlot();
            traffic.goOn();
            traffic.assertNothingLost();
        }
    }
}
