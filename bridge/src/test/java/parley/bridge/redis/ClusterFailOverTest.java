package parley.bridge.redis;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.RedisNode;
import parley.protocol.RedisRights;
import parley.redis.test.SharedTopology;
import parley.redis.test.TestRedis;

/** Bridges follow the node of a Cluster that has Parley's slot, with people talking meanwhile. */
@ExtendWith(SharedTopology.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClusterFailOverTest {
    /** They are told of a node that hasn't the slot, and of its owner only by that. */
    private static NumberedTraffic traffic(ClusterRedis redis) {
        return new NumberedTraffic(
                TestRedis.withUser(ClusterRedis.uri(redis.otherMaster(), redis.owner()), RedisRights.BRIDGE));
    }

    @Test
    void whenTheOwnerIsKilled(ClusterRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
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
    void whenTheOwnerIsPaused(ClusterRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
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
    void whenItsReplicaTakesItsPlace(ClusterRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
            traffic.goOn();
            redis.switchOver();
            traffic.goOn();
            traffic.assertNothingLost();
        }
    }

    @Test
    void whenTheSlotIsMoved(ClusterRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
            traffic.goOn();
            redis.moveSlot();
            traffic.goOn();
            traffic.assertNothingLost();
        }
    }
}
