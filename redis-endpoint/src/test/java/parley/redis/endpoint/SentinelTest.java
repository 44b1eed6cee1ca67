package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.protocol.RedisRights;
import parley.redis.test.RedisNode;
import parley.redis.test.SentinelRedis;

/** Whatever becomes of servers and sentinels, the master is found with no more rights than a bridge has. */
class SentinelTest {
    private static SentinelRedis redis;

    @BeforeAll
    static void start() throws IOException {
        redis = SentinelRedis.start(2);
    }

    @AfterAll
    static void close() {
        redis.close();
    }

    private static TestClient client() {
        return new TestClient(RedisEndpoint.parse(redis.uri(RedisRights.BRIDGE)));
    }

    private static void awaitAt(TestClient client, RedisNode node) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.where()).isEqualTo(node.address()));
    }

    @Test
    void theMasterIsFoundWhicheverSentinelsAnswer() {
        try (TestClient client = client()) {
            awaitAt(client, redis.master());
            for (RedisNode sentinel : redis.sentinels().subList(0, 2)) {
                sentinel.pause();
            }
            try {
                awaitAt(client, redis.master(redis.sentinels().get(2)));
            } finally {
                redis.sentinels().forEach(RedisNode::resume);
            }
        }
    }

    @Test
    void aSwitchIsKnownWithoutAskingTheServer() {
        redis.awaitReplica();
        try (TestClient client = client()) {
            RedisNode old = redis.master();
            awaitAt(client, old);
            assertThat(moved(client, old)).isFalse();

            RedisNode next = redis.switchOver();

            await().until(() -> moved(client, old));
            assertThat(moved(client, next)).isFalse();
            awaitAt(client, next);
        }
    }

    private static boolean moved(TestClient client, RedisNode from) {
        try {
            return client.dialer.hasMoved(from.address()).toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThatWasPausedAndIsNoMasterAnyMoreIsNotTaken() throws Throwable {
        redis.awaitReplica();
        RedisNode old = redis.master();
        try (TestClient client = client();
                TestClient byName = new TestClient(RedisEndpoint.parse(old.uri(RedisRights.BRIDGE)))) {
            var opened = client.dial();
            old.pause();
            RedisNode next;
            try {
                next = redis.masterAfter(old);
                awaitAt(client, next);
            } finally {
                old.resume();
            }
            redis.awaitWhole();

            assertThatThrownBy(byName::dial)
                    .isInstanceOf(NotMasterException.class)
                    .hasMessage("READONLY " + old.address() + " is a replica");
            assertThat(client.dialer.verify(opened).toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void aMasterThatNobodyKnowsIsSaidSo() {
        String other = redis.uri(RedisRights.BRIDGE).replaceAll("#.*", "#other");
        try (TestClient client = new TestClient(RedisEndpoint.parse(other))) {
            assertThat(client.where()).contains("no sentinel names the master", "No such master");
        }
    }
}
