package parley.bridge.redis;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.protocol.RedisRights;
import parley.redis.test.RedisNode;
import parley.redis.test.SentinelRedis;

/** Bridges follow the master that sentinels name, with people talking meanwhile. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SentinelFailOverTest {
    private static SentinelRedis redis;

    @BeforeAll
    static void start() throws IOException {
        redis = SentinelRedis.start(2);
    }

    @AfterAll
    static void close() {
        redis.close();
    }

    @BeforeEach
    void awaitReplica() {
        redis.awaitReplica();
    }

    private static NumberedTraffic traffic() {
        return new NumberedTraffic(redis.uri(RedisRights.BRIDGE));
    }

    @Test
    void whenTheMasterIsKilled() throws IOException {
        try (NumberedTraffic traffic = traffic()) {
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
    void whenTheMasterIsPaused() {
        try (NumberedTraffic traffic = traffic()) {
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
    void whenAnotherIsMadeTheMasterWhileWritesArePaused() {
        try (NumberedTraffic traffic = traffic()) {
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
    void whenAnotherIsMadeTheMaster() {
        try (NumberedTraffic traffic = traffic()) {
            traffic.goOn();
            redis.switchOver();
            traffic.goOn();
            traffic.assertNothingDoubled();
        }
    }
}
