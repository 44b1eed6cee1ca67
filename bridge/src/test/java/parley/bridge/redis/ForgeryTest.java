package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;
import parley.redis.test.TestRedis;

/** What anybody but Parley publishes moves no time and loses no message; and service channels have names that nobody guesses. */
class ForgeryTest {
    private static final String YEAR_9999 = "253402300799999-999";

    private final RedisBackend backend = new RedisBackend();
    private final Node one = new Node(backend, TestRedis.uri());
    private final Node other = new Node(backend, TestRedis.uri());

    ForgeryTest() {
        one.claim("ann");
        other.claim("bob");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private void publish(String channel, String payload) {
        backend.directPublish(channel, payload.getBytes(UTF_8));
    }

    private void isNow(long micros) {
        assertThat(micros).isBetween(0L, MessageTime.ofInstant(Instant.now().plusSeconds(60)));
    }

    @Test
    void aForgedIdMovesNoTimeOnAnyBridge() {
        String ids = backend.channels().ids();
        one.publish("ann", "first");
        String epoch = new String(backend.direct().hget(RedisNames.LOBBY, "epoch"), UTF_8);
        for (String forged : List.of(YEAR_9999 + " " + epoch + " 2 1", YEAR_9999 + " e 1 1", YEAR_9999 + " e 1 9999")) {
            publish(ids, forged);
            publish(RedisNames.CHAT, "dave: " + forged + " ");
        }
        publish(ids, YEAR_9999 + " " + epoch + " 2 1");

        isNow(one.publish("ann", "second").orElseThrow());
        isNow(other.publish("bob", "third").orElseThrow());
        // A heartbeat, which tells Redis how far a bridge has come.
        await().until(() -> one.store.ready() && other.store.ready());
        isNow(one.publish("ann", "fourth").orElseThrow());

        await().untilAsserted(() -> assertThat(one.texts().stream().filter(text -> !text.startsWith("dave")))
                .containsExactly("ann: first", "ann: second", "bob: third", "ann: fourth"));
        await().untilAsserted(() -> assertThat(other.texts()).containsExactlyInAnyOrderElementsOf(one.texts()));
        assertThat(one.texts().stream().filter(text -> text.startsWith("dave"))).hasSize(3);
    }

    @Test
    void serviceChannelsCannotBeReachedWithoutTheirSecret() {
        for (String channel :
                List.of("parley:0:ids", "parley:0:bridge:" + one.store.bridges().id())) {
            assertThat(backend.direct().publish(channel, "KICK 1 x".getBytes(UTF_8)))
                    .isZero();
        }
        assertThat(backend.direct().pubsubNumsub(backend.channels().ids()))
                .containsEntry(backend.channels().ids(), 2L);
    }

    @Test
    void allBridgesUseOneSecretAlsoAfterRedisWasEmptied() {
        String before = backend.channels().secret();
        backend.direct().flushall();
        Node third = new Node(backend, TestRedis.uri());

        assertThat(backend.channels().secret()).isEqualTo(before);
        await().untilAsserted(
                        () -> assertThat(one.claim("ann") || one.store.ready()).isTrue());
        await().untilAsserted(() -> assertThat(one.publish("ann", "hello")).isPresent());
        await().untilAsserted(() -> assertThat(third.texts()).containsExactly("ann: hello"));
        await().untilAsserted(() -> assertThat(other.texts()).containsExactly("ann: hello"));
    }

    @Test
    void whoFindsAnotherSecretMovesThere() {
        String secret = ServiceChannels.newSecret();
        backend.direct().hset(RedisNames.LOBBY, ServiceChannels.FIELD, secret.getBytes(UTF_8));

        await().untilAsserted(() -> assertThat(
                        backend.direct().pubsubNumsub(backend.channels().ids()))
                .containsEntry(backend.channels().ids(), 2L));
        await().until(() -> one.store.ready() && other.store.ready());
        assertThat(one.publish("ann", "hello")).isPresent();
        await().untilAsserted(() -> assertThat(other.texts()).containsExactly("ann: hello"));
    }

    @Test
    void whoeverCallsGetsNothingOutOfIt() {
        for (int i = 0; i < 1_000; i++) {
            publish(ServiceChannels.calls(0), "let me in");
        }
        assertThat(one.publish("ann", "hello")).isPresent();
        await().untilAsserted(() -> assertThat(other.texts()).containsExactly("ann: hello"));
        Set<String> channels = backend.direct().pubsubChannels().stream()
                .filter(channel -> channel.startsWith("parley:"))
                .filter(channel -> !channel.contains(backend.channels().secret()))
                .collect(Collectors.toSet());
        assertThat(channels).containsExactly(ServiceChannels.calls(0));
    }
}
