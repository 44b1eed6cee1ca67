package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.RedisNode;
import parley.protocol.RedisRights;
import parley.redis.test.SharedTopology;
import parley.redis.test.TestRedis;

/** Whichever node of a Cluster is named, the one that has Parley's slot is found, with no more rights than a bridge has. */
@ExtendWith(SharedTopology.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ClusterTest {
    private static TestClient client(RedisNode... seeds) {
        return new TestClient(RedisEndpoint.parse(TestRedis.withUser(ClusterRedis.uri(seeds), RedisRights.BRIDGE)));
    }

    @Test
    void anyNodeLeadsToTheOwner(ClusterRedis redis) {
        RedisNode owner = redis.owner();
        for (RedisNode node : redis.nodes()) {
            try (TestClient client = client(node)) {
                assertThat(client.where()).isEqualTo(owner.address());
            }
        }
    }

    @Test
    void nodesThatDoNotAnswerArePassedOver(ClusterRedis redis) {
        RedisNode silent = redis.otherMaster();
        try (TestClient client = client(silent, redis.replicaOf(redis.owner()))) {
            silent.pause();
            try {
                client.awaitAt(redis.owner());
            } finally {
                silent.resume();
            }
        }
    }

    @Test
    void theOneThatTakesItsPlaceIsFoundAndTheMovedSlotToo(ClusterRedis redis) {
        try (TestClient client = client(redis.otherMaster())) {
            client.awaitAt(redis.owner());
            client.awaitAt(redis.switchOver());
            redis.awaitWhole();
            client.awaitAt(redis.moveSlot());
        }
    }

    /** A URI of one node has that node used, or nobody. */
    @Test
    void aNodeThatHasNotTheSlotSaysSoItself(ClusterRedis redis) {
        RedisNode other = redis.otherMaster();
        try (TestClient client =
                new TestClient(RedisEndpoint.parse(TestRedis.withUser(other.uri(), RedisRights.BRIDGE)))) {
            assertThat(client.where())
                    .startsWith("MOVED ")
                    .endsWith(redis.owner().address());
        }
    }
}
