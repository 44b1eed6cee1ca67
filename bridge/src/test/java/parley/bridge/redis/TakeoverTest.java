package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.RedisNames;
import parley.redis.test.TestRedis;

/** What becomes of a nickname that is taken over from a bridge that does not answer, or on a Redis that lost everything. */
class TakeoverTest {
    private final RedisBackend backend = new RedisBackend();
    /** Nobody has joined there, so it answers no request. */
    private final Node silent = new Node(backend, TestRedis.uri(), LeaseTiming.USUAL);

    private final Node node = new Node(backend, TestRedis.uri(), LeaseTiming.USUAL);

    @AfterEach
    void close() {
        backend.close();
    }

    private static String token(Node of) {
        return Node.await(of.store.presence().token(Node.nick("ann"), Deadline.ofRedis()));
    }

    private static boolean takesOver(Node by, String token) {
        return Node.await(by.store.presence().takeOver(Node.nick("ann"), token, Deadline.ofRedis()));
    }

    @Test
    void aSilentBridgeIsNotWaitedFor() {
        silent.claim("ann");
        String token = token(silent);

        assertThat(takesOver(node, token)).isTrue();
        assertThat(node.publish("ann", "hello")).isPresent();
        assertThat(silent.publish("ann", "late")).isEmpty();
        await().until(() -> silent.lost.contains("ann"));
        assertThat(token(node)).isEqualTo(token);
    }

    @Test
    void whatItStillSaysInThatNameIsRefusedAlsoWhenItIsFreeAgain() {
        silent.claim("ann");
        takesOver(node, token(silent));
        Node.await(node.store.presence().release(Node.nick("ann")));

        assertThat(silent.publish("ann", "late")).isEmpty();
        assertThat(node.online()).isEmpty();
        assertThat(silent.claim("ann")).as("somebody logs in there anew").isTrue();
        assertThat(silent.publish("ann", "hello")).isPresent();
        assertThat(node.claim("ann")).isFalse();
    }

    @Test
    void aBridgeThatIsGoneIsNotWaitedFor() {
        silent.claim("ann");
        String token = token(silent);
        String bridge = silent.store.bridges().id();
        backend.direct().hset(RedisNames.BRIDGES, bridge, new byte[] {'1'});

        assertThat(takesOver(node, token)).isTrue();
        assertThat(node.publish("ann", "hello")).isPresent();
    }

    @Test
    void outlivesARedisThatLosesEverything() {
        silent.claim("ann");
        String token = token(silent);
        backend.direct().flushall();

        await().until(() -> backend.direct().hexists(RedisNames.TOKENS, "ann"));
        assertThat(takesOver(node, token)).isTrue();
    }

    @Test
    void theTokenStaysTheSameOnARedisThatLosesEverything() {
        silent.claim("ann");
        String token = token(silent);
        backend.direct().flushall();

        assertThat(token(silent)).isEqualTo(token);
    }

    @Test
    void isTriedOnceAtATime() {
        silent.claim("ann");
        String token = token(silent);
        CompletableFuture<Boolean> first = node.store
                .presence()
                .takeOver(Node.nick("ann"), token, Deadline.ofRedis())
                .toCompletableFuture();

        assertThat(takesOver(node, token)).isFalse();
        assertThat(Node.await(first)).isTrue();
    }
}
