package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.port.Whisper;
import parley.bridge.chat.port.Whispers.Delivery;
import parley.bridge.limits.Deadline;
import parley.redis.test.TestRedis;

/** What happens when Redis loses data, or scripts, or connections. */
class RecoveryTest {
    private final RedisBackend backend = new RedisBackend();
    private final Node one = new Node(backend, TestRedis.uri());
    private final Node other = new Node(backend, TestRedis.uri());

    @AfterEach
    void close() {
        backend.close();
    }

    /** Publishes from both bridges while something happens to Redis; returns what was answered with a time. */
    private List<String> publishThrough(IntConsumer event) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            event.accept(i);
            for (Node node : List.of(one, other)) {
                String name = node == one ? "ann" : "bob";
                CompletionStage<OptionalLong> answer =
                        node.store.lobbyBus().publish(Node.nick(name), Node.HOME, "number " + i, Deadline.ofRedis());
                OptionalLong time = Node.await(answer.exceptionally(unavailable -> OptionalLong.empty()));
                if (time.isPresent()) {
                    expected.add(name + ": number " + i);
                }
            }
        }
        return expected;
    }

    private void assertNothingLostOrDoubled(List<String> expected) {
        await().untilAsserted(() -> {
            assertThat(one.texts()).containsAll(expected).doesNotHaveDuplicates();
            assertThat(other.texts()).isEqualTo(one.texts());
        });
    }

    @Test
    void aKilledSubscriptionMissesNothing() {
        one.claim("ann");
        other.claim("bob");
        List<String> expected = publishThrough(i -> {
            if (i % 10 == 5) {
                backend.direct().clientKill(KillArgs.Builder.typePubsub());
            }
        });

        assertThat(expected).hasSize(80);
        assertNothingLostOrDoubled(expected);
    }

    @Test
    void anInterruptionBeforeTheVeryFirstMessageMissesNothing() {
        one.claim("ann");
        for (int i = 0; i < 5; i++) {
            backend.direct().clientKill(KillArgs.Builder.typePubsub());
            assertThat(one.publish("ann", "number " + i)).isPresent();
        }

        for (Node node : List.of(one, other)) {
            await().untilAsserted(() -> assertThat(node.texts())
                    .containsExactly(
                            "ann: number 0", "ann: number 1", "ann: number 2", "ann: number 3", "ann: number 4"));
        }
    }

    @Test
    void killedCommandsAreNeverSentAgain() {
        one.claim("ann");
        other.claim("bob");
        List<String> expected = publishThrough(i -> {
            if (i % 10 == 5) {
                backend.direct().clientKill(KillArgs.Builder.typeNormal().skipme());
            }
        });

        assertNothingLostOrDoubled(expected);
        await().untilAsserted(() -> assertThat(one.publish("ann", "after")).isPresent());
        assertThat(one.lost).isEmpty();
    }

    @Test
    void whispersComeBackWithTheSubscription() {
        one.claim("ann");
        List<Whisper> heard = one.ear("ann");
        IntStream.range(0, 1_200)
                .mapToObj(i -> one.store
                        .whispers()
                        .open(
                                Node.nick("user" + i),
                                whisper -> CompletableFuture.completedFuture(null),
                                Deadline.ofRedis()))
                .toList()
                .forEach(Node::await);

        backend.direct().clientKill(KillArgs.Builder.typePubsub());

        await().untilAsserted(() -> assertThat(
                        Node.await(one.store.whispers().send(Node.nick("ann"), "ann", "me", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED));
        assertThat(heard).extracting(Whisper::text).containsOnly("me");
        await().untilAsserted(() -> assertThat(backend.direct().pubsubNumsub("user0", "user1100", "user1199"))
                .containsValues(1L)
                .doesNotContainValue(0L));
    }

    @Test
    void namesTakenOutOfUsersComeBack() {
        for (int i = 0; i < 700; i++) {
            one.claim("user" + i);
        }
        other.claim("bob");
        backend.directAdd("dave");

        backend.direct().srem("users", "user7".getBytes(UTF_8), "bob".getBytes(UTF_8));
        await().untilAsserted(
                        () -> assertThat(one.online()).contains("user7", "bob").hasSize(702));

        backend.direct().del("users");
        await().untilAsserted(
                        () -> assertThat(one.online()).contains("user7", "bob").hasSize(701));
    }

    /** To compare all names with all others costs Redis, which does nothing else meanwhile, the more the more there are. */
    @Test
    void whoIsThereIsLookedForNameByName() {
        one.claim("ann");
        double compared = calls("sdiff");
        double looked = calls("sismember");

        await().untilAsserted(() -> assertThat(calls("sismember")).isGreaterThanOrEqualTo(looked + 3));
        assertThat(calls("sdiff")).isEqualTo(compared);
    }

    private double calls(String command) {
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
                .matcher(backend.direct().info("commandstats"));
        return calls.find() ? Double.parseDouble(calls.group(1)) : 0;
    }

    @Test
    void lookalikesAreToldAgainWhenThatWasLost() {
        one.claim("corn");
        backend.direct().del("parley:{users}:claimed", "parley:{users}:skeletons");

        await().untilAsserted(() ->
                assertThat(backend.direct().hgetall("parley:{users}:skeletons")).hasSize(1));
        assertThat(other.claim("com")).isFalse();
        assertThat(backend.direct().smembers("parley:{users}:claimed")).hasSize(1);
        assertThat(one.lost).isEmpty();
    }

    @Test
    void afterFlushallEverybodyIsThereAgain() {
        one.claim("ann");
        List<Whisper> heard = one.ear("ann");
        other.claim("bob");
        one.publish("ann", "before");
        await().until(() -> other.texts().size() == 1);

        backend.direct().flushall();

        assertThat(one.publish("ann", "at once")).isPresent();
        assertThat(Node.await(other.store.whispers().send(Node.nick("bob"), "ann", "psst", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED);
        await().untilAsserted(() -> assertThat(one.online()).containsExactlyInAnyOrder("ann", "bob"));
        assertThat(other.publish("bob", "me too")).isPresent();
        await().untilAsserted(() -> assertThat(one.texts()).isEqualTo(other.texts()));
        assertThat(one.texts()).containsExactly("ann: before", "ann: at once", "bob: me too");
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        assertThat(one.lost).isEmpty();
        assertThat(other.lost).isEmpty();
    }

    @Test
    void ofTwoWhoClaimOneNameAnewTheFirstKeepsIt() {
        one.claim("ann");
        Runnable resume = one.pause();
        backend.direct().flushall();
        assertThat(other.claim("ann")).isTrue();

        resume.run();

        await().untilAsserted(() -> assertThat(one.lost).containsExactly("ann"));
        assertThat(other.publish("ann", "mine")).isPresent();
        assertThat(one.publish("ann", "mine")).isEmpty();
        assertThat(other.lost).isEmpty();
    }

    @Test
    void whoPublishesAfterItsNameWasTakenLearnsOfIt() {
        one.claim("ann");
        one.pause();
        backend.direct().flushall();
        other.claim("ann");

        assertThat(one.publish("ann", "mine")).isEmpty();

        assertThat(one.lost).containsExactly("ann");
        assertThat(other.texts()).isEmpty();
    }

    @Test
    void lostScriptsBreakNothingNorChangeTheOrder() {
        one.claim("ann");
        other.claim("bob");
        List<CompletableFuture<OptionalLong>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (i % 20 == 10) {
                backend.direct().scriptFlush();
            }
            answers.add(one.store
                    .lobbyBus()
                    .publish(Node.nick("ann"), Node.HOME, String.valueOf(i), Deadline.ofRedis())
                    .toCompletableFuture());
            answers.add(other.store
                    .lobbyBus()
                    .publish(Node.nick("bob"), Node.HOME, String.valueOf(i), Deadline.ofRedis())
                    .toCompletableFuture());
        }
        answers.forEach(answer -> assertThat(Node.await(answer)).isPresent());

        await().untilAsserted(() -> assertThat(one.texts()).isEqualTo(other.texts()));
        for (String name : List.of("ann", "bob")) {
            assertThat(one.texts().stream().filter(text -> text.startsWith(name)))
                    .containsExactlyElementsOf(IntStream.range(0, 400)
                            .mapToObj(i -> name + ": " + i)
                            .toList());
        }
    }

    @Test
    void whatIsStoredWithoutTheSubscriptionIsAnswered() {
        one.claim("ann");
        backend.direct().clientKill(KillArgs.Builder.typePubsub());

        assertThat(one.publish("ann", "unheard")).isPresent();
        await().untilAsserted(() -> assertThat(one.texts()).containsExactly("ann: unheard"));
    }
}
