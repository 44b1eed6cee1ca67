package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.port.LobbyBus.Page;
import parley.bridge.limits.ClientAddress;
import parley.protocol.MessageTime;
import parley.redis.test.TestRedis;

/** Where Redis came back with older data, or with half of it: a new epoch begins, and times go on. */
class EpochTest {
    private final RedisBackend backend = new RedisBackend();
    private final Node one = new Node(backend, TestRedis.uri());
    private final Node other = new Node(backend, TestRedis.uri());

    @AfterEach
    void close() {
        backend.close();
    }

    private void publishFive() {
        one.claim("ann");
        for (int i = 0; i < 5; i++) {
            one.publish("ann", String.valueOf(i));
        }
    }

    private byte[] epoch() {
        return backend.direct().hget("parley:{users}:lobby", "epoch");
    }

    /** As an older snapshot would: the stream's last entries were never there. */
    private void forget(String stream, int count) {
        List<StreamMessage<String, byte[]>> newest =
                backend.direct().xrevrange(stream, Range.unbounded(), Limit.from(count + 1));
        for (StreamMessage<String, byte[]> entry : newest.subList(0, count)) {
            backend.direct().xdel(stream, entry.getId());
        }
        StreamMessage<String, byte[]> last = newest.get(count);
        String micros = Long.toString(MessageTime.fromStreamId(last.getId()));
        backend.direct()
                .hset(
                        "parley:{users}:lobby",
                        Map.of("number", last.getBody().get("n"), "last", micros.getBytes(UTF_8)));
    }

    @Test
    void aNewEpochBeginsWhereRedisFellBackToAnOlderState() {
        publishFive();
        byte[] epoch = epoch();
        forget("parley:{users}:stream", 2);

        assertThat(one.publish("ann", "5")).isPresent();
        assertThat(one.publish("ann", "6")).isPresent();

        assertThat(epoch()).isNotEqualTo(epoch);
        await().untilAsserted(() -> assertThat(other.texts()).isEqualTo(one.texts()));
        assertThat(one.texts()).containsExactly("ann: 0", "ann: 1", "ann: 2", "ann: 3", "ann: 4", "ann: 5", "ann: 6");
    }

    @Test
    void aNewEpochBeginsAlsoWhereTheBridgeHasNoticedBefore() {
        publishFive();
        await().untilAsserted(() -> assertThat(other.texts()).hasSize(5));
        byte[] epoch = epoch();
        forget("parley:{users}:stream", 2);
        backend.direct().clientKill(KillArgs.Builder.typePubsub());
        await().untilAsserted(() -> assertThat(one.texts()).contains("MISSED ?"));

        assertThat(one.publish("ann", "5")).isPresent();

        assertThat(epoch()).isNotEqualTo(epoch);
    }

    @Test
    void aNewEpochBeginsAlsoWhereWhoPublishesNeverHadWhatIsLost() {
        publishFive();
        byte[] epoch = epoch();
        forget("parley:{users}:stream", 2);
        await().untilAsserted(() -> assertThat(backend.direct().hexists("parley:{users}:lobby", "torn"))
                .isTrue());
        Node late = new Node(backend, TestRedis.uri());
        late.claim("lea");

        assertThat(late.publish("lea", "5")).isPresent();

        assertThat(epoch()).isNotEqualTo(epoch);
        assertThat(backend.direct().hexists("parley:{users}:lobby", "torn")).isFalse();
    }

    @Test
    void whoComesBackToABridgeThatStartedLaterIsToldOfTheLoss() {
        one.claim("ann");
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            times.add(one.publish("ann", String.valueOf(i)).orElseThrow());
        }
        forget("parley:{users}:stream", 2);
        one.publish("ann", "5");

        Node late = new Node(backend, TestRedis.uri());

        assertThat(late.texts()).containsExactly("ann: 0", "ann: 1", "ann: 2", "MISSED ?", "ann: 5");
        assertThat(missing(late, times.get(0))).isEqualTo(Page.UNKNOWN);
        assertThat(missing(late, times.get(3))).isEqualTo(Page.UNKNOWN);
        assertThat(missing(late, times.get(4))).isZero();
    }

    private static long missing(Node node, long after) {
        return Node.await(node.store.lobbyBus().read(after, Long.MAX_VALUE, new ClientAddress(0, 1)))
                .missing();
    }

    @Test
    void whoPublishesWithoutKnowingOfTheLossTellsOfAllOfItAllTheSame() {
        publishFive();
        long newest = one.lobby.last();
        forget("parley:{users}:stream", 2);
        await().untilAsserted(() -> assertThat(backend.direct().hexists("parley:{users}:lobby", "torn"))
                .isTrue());
        Node late = new Node(backend, TestRedis.uri());
        late.claim("lea");
        late.publish("lea", "5");

        assertThat(missing(late, newest - 1)).isEqualTo(Page.UNKNOWN);
        assertThat(missing(late, newest)).isZero();
    }

    @Test
    void aStreamThatOutlivedItsHashIsGoneOnWith() {
        one.claim("ann");
        one.publish("ann", "0");
        backend.direct().del("parley:{users}:lobby");

        assertThat(one.publish("ann", "1")).isPresent();

        await().untilAsserted(() -> assertThat(other.texts()).containsExactly("ann: 0", "ann: 1"));
        assertThat(new Node(backend, TestRedis.uri()).texts()).containsExactly("ann: 0", "ann: 1");
    }

    @Test
    void timesDoNotGoBackWhateverRedisRemembers() {
        one.claim("ann");
        long future = one.lobby.now() + 3_600_000_000L;
        backend.direct()
                .hset("parley:{users}:lobby", "last", String.valueOf(future).getBytes(UTF_8));
        long late = one.publish("ann", "from the future").getAsLong();
        assertThat(late).isGreaterThan(future);
        await().until(() -> other.texts().size() == 1);

        backend.direct().flushall();

        assertThat(other.claim("bob")).isTrue();
        assertThat(other.publish("bob", "later still").getAsLong()).isGreaterThan(late);
        Node third = new Node(backend, TestRedis.uri());
        third.claim("eve");
        assertThat(third.publish("eve", "and later").getAsLong()).isGreaterThan(late);
    }
}
