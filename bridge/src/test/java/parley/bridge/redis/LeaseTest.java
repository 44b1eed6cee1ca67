package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whisper;
import parley.bridge.limits.Deadline;
import parley.redis.test.TestRedis;

/** What happens to the names of a bridge that dies, or is paused for longer than its lease. */
class LeaseTest {
    private final RedisBackend backend = new RedisBackend();

    @AfterEach
    void close() {
        backend.close();
    }

    private Node node() {
        return new Node(backend, TestRedis.uri());
    }

    @Test
    void aDeadBridgesNamesAreFreedAndNobodyElses() {
        Node living = node();
        Node dead = node();
        living.claim("ann");
        backend.directAdd("dave");
        for (int i = 0; i < 700; i++) {
            dead.store.presence().claim(Node.nick("user" + i), Deadline.ofRedis());
        }
        dead.claim("bob");

        dead.store.abandon();

        await().untilAsserted(() -> assertThat(living.online()).containsExactlyInAnyOrder("ann", "dave"));
        await().untilAsserted(() ->
                assertThat(backend.direct().hgetall("parley:{users}:bridges")).hasSize(1));
        assertThat(backend.direct().hgetall("parley:{users}:owners")).containsOnlyKeys("ann");
        assertThat(backend.direct().hgetall("parley:{users}:skeletons")).hasSize(1);
        assertThat(backend.direct().smembers("parley:{users}:claimed")).hasSize(1);
        assertThat(living.lost).isEmpty();
        assertThat(living.claim("bob")).isTrue();
    }

    @Test
    void aLeaseThatRunsKeepsTheNames() {
        Node dead = node();
        dead.claim("bob");
        Node living = node();

        dead.store.abandon();

        assertThat(living.claim("bob")).isFalse();
        assertThat(living.claim("Bob")).isFalse();
        await().untilAsserted(() -> assertThat(living.claim("Bob")).isTrue());
        assertThat(living.online()).containsExactly("Bob");
    }

    @Test
    void aBridgeThatTakesLeaveFreesItsNamesAtOnce() {
        Node leaving = node();
        leaving.claim("ann");
        leaving.claim("bob");
        Node staying = node();

        leaving.store.close();

        assertThat(staying.online()).isEmpty();
        assertThat(backend.direct().hgetall("parley:{users}:bridges")).hasSize(1);
    }

    @Test
    void aPausedBridgeGivesUpWhatOthersTookBeforeItDeliversOrPublishes() {
        Node paused = node();
        Node other = node();
        paused.claim("ann");
        paused.claim("bob");
        List<Whisper> whispers = paused.ear("ann");
        List<Integer> deliveredWhenLost = new CopyOnWriteArrayList<>();
        paused.store
                .presence()
                .onLost(nick -> deliveredWhenLost.add(paused.texts().size() + whispers.size()));

        Runnable resume = paused.pause();
        await().untilAsserted(() -> assertThat(other.claim("ann")).isTrue());
        List<Whisper> rightful = other.ear("ann");
        other.publish("ann", "I am ann now");
        await().until(() -> other.store
                        .whispers()
                        .send(Node.nick("ann"), "ann", "psst", Deadline.ofRedis())
                        .toCompletableFuture()
                        .get()
                != null);
        backend.directPublish("chat", "dave: hello".getBytes(UTF_8));
        await().until(() -> other.texts().size() == 2);

        assertThat(rightful).hasSize(1);
        assertThat(paused.texts()).isEmpty();
        assertThat(whispers).isEmpty();
        assertThat(paused.store.ready()).isFalse();
        assertThat(paused.store.fence().isOpen()).isFalse();
        CompletionStage<List<String>> lostWhenOpen =
                paused.store.fence().opened().thenApply(opened -> List.copyOf(paused.lost));
        assertThatThrownBy(() -> paused.publish("ann", "no, I am")).hasRootCauseInstanceOf(UnavailableException.class);
        assertThat(other.texts()).containsExactly("ann: I am ann now", "dave: hello");

        resume.run();

        await().untilAsserted(() -> assertThat(paused.texts()).isEqualTo(other.texts()));
        assertThat(Node.await(lostWhenOpen)).containsExactly("ann");
        assertThat(paused.store.fence().isOpen()).isTrue();
        assertThat(deliveredWhenLost).containsExactly(0);
        assertThat(whispers).isEmpty();
        assertThat(paused.publish("ann", "?")).isEmpty();
        assertThat(paused.publish("bob", "still here")).isPresent();
        assertThat(other.online()).containsExactlyInAnyOrder("ann", "bob");
        assertThat(other.claim("bob")).isFalse();
    }

    @Test
    void aShortPauseCostsNothing() {
        Node paused = node();
        Node other = node();
        paused.claim("ann");
        List<Whisper> whispers = paused.ear("ann");

        Runnable resume = paused.pause();
        other.claim("bob");
        other.publish("bob", "hello");
        await().until(() -> paused.texts().size() == 1);
        assertThat(paused.store.fence().isOpen()).isTrue();
        resume.run();

        assertThat(paused.publish("ann", "hello bob")).isPresent();
        assertThat(paused.lost).isEmpty();
        assertThat(whispers).isEmpty();
    }

    @Test
    void namesOfABridgeWithoutALeaseAreFreedWhenItStaysWithout() {
        Node node = node();
        backend.direct().hset("parley:{users}:owners", "ghost", "nobody".getBytes(UTF_8));
        backend.directAdd("ghost");

        assertThat(node.claim("ghost")).isFalse();
        await().untilAsserted(() -> assertThat(node.claim("ghost")).isTrue());
    }

    @Test
    void whatWasClaimedTooLateIsGivenUpAgain() {
        Node node = node();
        backend.direct().clientPause(2_500);

        assertThatThrownBy(() -> node.claim("ann")).hasRootCauseInstanceOf(UnavailableException.class);

        await().untilAsserted(() -> assertThat(node.claim("ann")).isTrue());
        assertThat(node.online()).containsExactly("ann");
    }
}
