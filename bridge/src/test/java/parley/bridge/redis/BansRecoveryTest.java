package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.limits.Deadline;
import parley.protocol.RedisNames;
import parley.redis.test.TestRedis;

/** Bans when Redis loses them, or a bridge can't hear of them. */
class BansRecoveryTest {
    private final RedisBackend backend = new RedisBackend();
    private final Proxy proxy = new Proxy(TestRedis.uri());
    private final Node near = new Node(backend, TestRedis.uri());
    private final Node far = new Node(backend, proxy.uri());

    BansRecoveryTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        backend.close();
        proxy.close();
    }

    private static BanTarget target(String text) {
        return BanTarget.parse(text).orElseThrow();
    }

    private static void ban(Node node, String text) {
        Node.await(node.store.bans().add(target(text), null, "why not", Deadline.ofRedis()));
    }

    private static List<String> current(Node node) {
        return node.store.bans().current().all().stream()
                .map(ban -> ban.target().text() + " " + ban.reason())
                .toList();
    }

    /** Remembers whom it was told to end. */
    private record Member(List<String> ended) implements Bridges.Member {
        static List<String> joined(Node node) {
            Member member = new Member(new CopyOnWriteArrayList<>());
            node.store.bridges().join(member);
            return member.ended;
        }

        @Override
        public CompletionStage<Integer> kick(String nick, String reason) {
            return CompletableFuture.completedFuture(0);
        }

        @Override
        public CompletionStage<Void> replace(String nick, String token, String bridge) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<List<SessionInfo>> sessions() {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Integer> endBanned(BanList bans) {
            bans.all().forEach(ban -> ended.add(ban.target().text()));
            return CompletableFuture.completedFuture(bans.all().size());
        }
    }

    @Test
    void whatRedisLostIsPutBack() {
        ban(near, "ann");
        ban(near, "10.0.0.0/8");

        backend.direct().flushall();

        await().until(() -> backend.direct().hlen(RedisNames.BANS) == 2);
        assertThat(current(new Node(backend, TestRedis.uri()))).containsExactly("10.0.0.0/8 why not", "ann why not");
        assertThat(current(near)).hasSize(2);
        await().untilAsserted(() -> assertThat(current(far)).hasSize(2));
    }

    @Test
    void aBridgeThatNeverHeardOfThemHasThemOnceTheyArePutBack() {
        proxy.holdAll(true);
        ban(near, "ann");
        backend.direct().flushall();
        proxy.holdAll(false);

        await().untilAsserted(() -> assertThat(current(far)).containsExactly("ann why not"));
    }

    @Test
    void aBanAfterTheLossTakesNoneAway() {
        ban(near, "ann");
        backend.direct().flushall();
        ban(near, "bob");
        backend.direct().flushall();
        assertThat(Node.await(near.store.bans().remove(target("ann"), Deadline.ofRedis())))
                .isTrue();

        assertThat(current(near)).containsExactly("bob why not");
        await().untilAsserted(() -> assertThat(current(far)).containsExactly("bob why not"));
        assertThat(backend.direct().hlen(RedisNames.BANS)).isEqualTo(1);
    }

    @Test
    void aBridgeThatWasCutOffCatchesUpAndEndsSessions() throws IOException {
        List<String> ended = Member.joined(far);
        ban(near, "ann");
        await().until(() -> current(far).size() == 1);
        proxy.holdAll(true);
        ban(near, "bob");
        Node.await(near.store.bans().remove(target("ann"), Deadline.ofRedis()));
        assertThat(current(far)).containsExactly("ann why not");

        proxy.holdAll(false);

        await().untilAsserted(() -> assertThat(current(far)).containsExactly("bob why not"));
        await().untilAsserted(() -> assertThat(ended).endsWith("bob"));
    }

    @Test
    void bansStayInForceWithoutRedis() throws IOException {
        ban(far, "ann");
        proxy.close();
        await().until(() -> !far.store.ready());

        assertThat(current(far)).containsExactly("ann why not");
        assertThat(far.store.bans().refresh(Deadline.ofRedis()).toCompletableFuture())
                .failsWithin(java.time.Duration.ofSeconds(2));
    }

    @Test
    void whatIsNoBanIsPassedOver() {
        backend.direct().hset(RedisNames.BANS, "nick x", "nonsense".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ban(near, "ann");

        assertThat(current(near)).containsExactly("ann why not");
    }
}
