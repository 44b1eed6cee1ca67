package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.protocol.RedisRights;
import parley.redis.test.ClusterRedis;
import parley.redis.test.RedisNode;

/** Whichever node of a Cluster is named, the one that has Parley's slot is found, with no more rights than a bridge has. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClusterTest {
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

    private static TestClient client(RedisNode... seeds) {
        return new TestClient(RedisEndpoint.parse(ClusterRedis.uri(RedisRights.BRIDGE, seeds)));
    }

    private static void awaitAt(TestClient client, RedisNode node) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.where()).isEqualTo(node.address()));
    }

    @Test
    void anyNodeLeadsToTheOwner() {
        RedisNode owner = redis.owner();
        for (RedisNode node : redis.nodes()) {
            try (TestClient client = client(node)) {
                assertThat(client.where()).isEqualTo(owner.address());
            }
        }
    }

    @Test
    void nodesThatDoNotAnswerArePassedOver() {
        RedisNode silent = redis.otherMaster();
        try (TestClient client = client(silent, redis.replicaOf(redis.owner()))) {
            silent.pause();
            try {
                awaitAt(client, redis.owner());
            } finally {
                silent.resume();
            }
        }
    }

    @Test
    void theOneThatTakesItsPlaceIsFoundAndTheMovedSlotToo() {
        try (TestClient client = client(redis.otherMaster())) {
            awaitAt(client, redis.owner());
            awaitAt(client, redis.switchOver());
            redis.awaitWhole();
            awaitAt(client, redis.moveSlot());
        }
    }

    /** A URI of one node has that node used, or nobody. */
    @Test
    void aNodeThatHasNotTheSlotSaysSoItself() {
        RedisNode other = redis.otherMaster();
        try (TestClient client = new TestClient(RedisEndpoint.parse(other.uri(RedisRights.BRIDGE)))) {
            assertThat(client.where())
                    .startsWith("MOVED ")
                    .endsWith(redis.owner().address());
        }
    }
}
