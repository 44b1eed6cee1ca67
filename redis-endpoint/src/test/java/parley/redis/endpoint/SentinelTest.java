package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.harness.redis.RedisNode;
import parley.harness.redis.SentinelRedis;
import parley.protocol.RedisRights;
import parley.redis.test.SharedTopology;
import parley.redis.test.TestRedis;

/** Whatever becomes of servers and sentinels, the master is found with no more rights than a bridge has. */
@ExtendWith(SharedTopology.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SentinelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestClient client(SentinelRedis redis) {
        return new TestClient(RedisEndpoint.parse(TestRedis.withUser(redis.uri(), RedisRights.BRIDGE)));
    }

    /** Whichever that is by now: a busy machine may seem dead to sentinels. */
    private static void awaitAtMaster(TestClient client, SentinelRedis redis, RedisNode sentinel) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.where())
                        .isEqualTo(redis.master(sentinel).address()));
    }

    @Test
    void theMasterIsFoundWhicheverSentinelsAnswer(SentinelRedis redis) {
        RedisNode left = redis.sentinels().get(2);
        try (TestClient client = client(redis)) {
            awaitAtMaster(client, redis, left);
            for (RedisNode sentinel : redis.sentinels().subList(0, 2)) {
                sentinel.pause();
            }
            try {
                awaitAtMaster(client, redis, left);
            } finally {
                redis.sentinels().forEach(RedisNode::resume);
            }
        }
    }

    @Test
    void aSwitchIsKnownWithoutAskingTheServer(SentinelRedis redis) {
        try (TestClient client = client(redis)) {
            RedisNode sentinel = redis.sentinels().get(0);
            awaitAtMaster(client, redis, sentinel);
            await().atMost(PATIENCE).until(() -> !moved(client, redis.master()));
            RedisNode old = redis.master();

            redis.switchOver();

            await().atMost(PATIENCE).until(() -> moved(client, old));
            await().atMost(PATIENCE).until(() -> !moved(client, redis.master()));
            awaitAtMaster(client, redis, sentinel);
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
    void oneThatWasPausedAndIsNoMasterAnyMoreIsNotTaken(SentinelRedis redis) throws Throwable {
        RedisNode old = redis.master();
        try (TestClient client = client(redis);
                TestClient byName =
                        new TestClient(RedisEndpoint.parse(TestRedis.withUser(old.uri(), RedisRights.BRIDGE)))) {
            var opened = client.dial();
            old.pause();
            RedisNode next;
            try {
                next = redis.masterAfter(old);
                client.awaitAt(next);
            } finally {
                old.resume();
            }
            redis.awaitWhole();

            assertThatThrownBy(byName::dial)
                    .isInstanceOf(NotMasterException.class)
                    .hasMessage("READONLY " + old.address() + " is a replica");
            assertThat(client.dialer.verify(opened).toCompletableFuture()).failsWithin(PATIENCE);
        }
    }

    /** It answers as a master when it goes on, until sentinels have told it, and what is written there is lost. */
    @Test
    void oneThatIsReplacedWhileItKeepsADialWaitingIsNotTaken(SentinelRedis redis) throws Exception {
        RedisNode old = redis.master();
        String uri = TestRedis.withUser(redis.uri(), RedisRights.BRIDGE);
        try (TestClient client = new TestClient(RedisEndpoint.parse(uri), Duration.ofMinutes(1))) {
            CountDownLatch connecting = new CountDownLatch(1);
            old.pause();
            try {
                var dialled = client.dial(connecting::countDown).toCompletableFuture();
                assertThat(connecting.await(30, TimeUnit.SECONDS)).isTrue();
                redis.switchOver();
                assertThat(dialled).isNotDone();
                old.resume();

                assertThat(dialled)
                        .failsWithin(PATIENCE)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(NotMasterException.class);
            } finally {
                old.resume();
            }
        }
    }

    /** Servers have a user for a bridge; a sentinel mostly has one password for all, if any. */
    @Test
    void aSentinelThatAsksForAPasswordIsGivenTheServers(SentinelRedis redis) {
        String uri = TestRedis.withUser(redis.uri(), RedisRights.BRIDGE);
        String password = uri.replaceAll(".*:([^:@]*)@.*", "$1");
        redis.sentinels().forEach(each -> each.call("ACL", "SETUSER", "default", "resetpass", ">" + password));
        try (TestClient client = client(redis);
                TestClient stranger = new TestClient(RedisEndpoint.parse(uri.replace(password, "wrong")))) {
            assertThat(client.where()).startsWith("127.0.0.1:");
            assertThat(stranger.where()).contains("WRONGPASS").doesNotContain("wrong@");
        } finally {
            redis.sentinels().forEach(each -> each.callAs(password, "ACL", "SETUSER", "default", "nopass"));
        }
    }

    @Test
    void aMasterThatNobodyKnowsIsSaidSo(SentinelRedis redis) {
        String other = TestRedis.withUser(redis.uri(), RedisRights.BRIDGE).replaceAll("#.*", "#other");
        try (TestClient client = new TestClient(RedisEndpoint.parse(other))) {
            assertThat(client.where()).contains("no sentinel names the master", "No such master");
        }
    }
}
