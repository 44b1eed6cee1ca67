package parley.bridge.redis;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.harness.redis.RedisNode;
import parley.harness.redis.SentinelRedis;
import parley.protocol.RedisRights;
import parley.redis.test.SharedTopology;
import parley.redis.test.TestRedis;

/** Bridges follow the master that sentinels name, with people talking meanwhile. */
@ExtendWith(SharedTopology.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SentinelFailOverTest {
    private static NumberedTraffic traffic(SentinelRedis redis) {
        return new NumberedTraffic(TestRedis.withUser(redis.uri(), RedisRights.BRIDGE));
    }

    @Test
    void whenTheMasterIsKilled(SentinelRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
            traffic.goOn();
            RedisNode old = redis.master();
            old.kill();
            redis.masterAfter(old);
            traffic.goOn();
            old.restart();
            traffic.assertNothingLostUnsaidOrDoubled();
        }
    }

    @Test
    void whenTheMasterIsPaused(SentinelRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
            traffic.goOn();
            RedisNode old = redis.master();
            old.pause();
            try {
                redis.masterAfter(old);
                traffic.goOn();
            } finally {
                old.resume();
            }
            traffic.goOn();
            traffic.assertNothingLostUnsaidOrDoubled();
        }
    }

    /** As an operator does it who wants to lose nothing: nothing is written while another is made the master. */
    @Test
    void whenAnotherIsMadeTheMasterWhileWritesArePaused(SentinelRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
            traffic.goOn();
            RedisNode old = redis.master();
            old.call("CLIENT", "PAUSE", "30000", "WRITE");
            redis.switchOver();
            traffic.goOn();
            old.call("CLIENT", "UNPAUSE");
            traffic.assertNothingLost();
        }
    }

    /** The old one takes writes until it is left, which nobody will have who left it earlier; but all go on with the new one. */
    @Test
    void whenAnotherIsMadeTheMaster(SentinelRedis redis) {
        try (NumberedTraffic traffic = traffic(redis)) {
            traffic.goOn();
            redis.switchOver();
            traffic.goOn();
            traffic.assertNothingDoubled();
        }
    }
}
