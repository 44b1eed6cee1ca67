package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whisper;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.redis.lease.LeaseTiming;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

/** What happens when Redis is there and does not answer, or what it says does not come through. */
class BrokenLinkTest {
    private final RedisBackend backend = new RedisBackend();
    private final Proxy proxy = new Proxy(TestRedis.uri());
    private final Node near = new Node(backend, TestRedis.uri());
    private final Node far = new Node(backend, proxy.uri());

    BrokenLinkTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        backend.close();
        proxy.close();
    }

    private static void assertUnavailable(CompletionStage<?> stage) {
        assertThat(stage.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(2))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void aDeafSubscriptionIsOpenedAgain() {
        near.claim("ann");
        far.claim("bob");
        List<Whisper> heard = far.ear("bob");
        proxy.hold(true, true);
        near.publish("ann", "one");
        near.publish("ann", "two");

        await().untilAsserted(() -> assertThat(far.texts()).containsExactly("ann: one", "ann: two"));
        await().until(far.store::ready);
        Node.await(near.store.whispers().send(Node.nick("ann"), "bob", "psst", Deadline.ofRedis()));
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        assertThat(far.lost).isEmpty();
    }

    @Test
    void aSubscriptionThatIsNotConfirmedIsOpenedAgainThoughProbesArriveOnIt() throws IOException {
        near.claim("ann");
        proxy.lose("\\*3\r\n\\$9\r\nsubscribe\r\n\\$4\r\nchat\r\n:[0-9]+\r\n");
        proxy.cut(true);
        await().until(proxy::hasLost);
        near.publish("ann", "one");

        await().until(far.store::ready);
        await().untilAsserted(() -> assertThat(far.texts()).containsExactly("ann: one"));
    }

    @Test
    void aPrivateChannelThatIsNotConfirmedIsOpenedAgain() {
        far.claim("bob");
        proxy.lose("\\*3\r\n\\$9\r\nsubscribe\r\n\\$3\r\nbob\r\n:[0-9]+\r\n");
        double before = far.connections();
        assertUnavailable(far.store
                .whispers()
                .open(Node.nick("bob"), whisper -> CompletableFuture.completedFuture(null), Deadline.ofRedis()));

        await().until(() -> far.connections() > before);
        await().until(far.store::ready);
    }

    @Test
    void aLobbyThatCannotKnowWhetherItHasEverythingDoesNotSaySo() {
        near.claim("ann");
        Node.await(far.store.lobbyBus().caughtUp(Deadline.ofRedis()));
        proxy.hold(true, true);
        near.publish("ann", "one");
        assertUnavailable(far.store.lobbyBus().caughtUp(Deadline.ofRedis()));
        proxy.hold(false, true);
        assertUnavailable(far.store.lobbyBus().caughtUp(Deadline.ofRedis()));

        proxy.hold(true, false);
        proxy.hold(false, false);
        await().untilAsserted(() -> {
            Node.await(far.store.lobbyBus().caughtUp(Deadline.ofRedis()));
            assertThat(far.texts()).containsExactly("ann: one");
        });
    }

    @Test
    void aHalfOpenLinkIsMendedInFiveSecondsAndAStallOfTwoIsNone() {
        Node patient = new Node(backend, proxy.uri(), LeaseTiming.USUAL);
        patient.claim("eve");
        near.claim("ann");
        double opened = patient.connections();
        backend.direct().clientPause(2_500);
        await().untilAsserted(() ->
                assertThat(patient.publish("eve", "after the stall")).isPresent());
        assertThat(patient.connections()).isEqualTo(opened);

        proxy.hold(true, true);
        proxy.hold(false, true);

        await().atMost(Duration.ofSeconds(5)).until(() -> patient.connections() == opened + 2);
        await().atMost(Duration.ofSeconds(1)).until(patient.store::ready);
        near.publish("ann", "there you are");
        await().untilAsserted(() -> assertThat(patient.texts()).containsExactlyElementsOf(near.texts()));
        assertThat(patient.lost).isEmpty();
    }

    @Test
    void nothingRunsThatWasAnsweredAsUnavailable() {
        near.claim("ann");
        far.claim("bob");
        List<Whisper> heard = near.ear("ann");
        proxy.hold(false, true);
        List<CompletionStage<?>> asked = List.of(
                far.store.lobbyBus().publish(Node.nick("bob"), Node.HOME, "too late", Deadline.ofRedis()),
                far.store.lobbyBus().announce("too late", Deadline.ofRedis()),
                far.store.whispers().send(Node.nick("bob"), "ann", "too late", Deadline.ofRedis()),
                far.store.presence().claim(Node.nick("eve"), Deadline.ofRedis()),
                far.store.presence().online(Deadline.ofRedis()),
                far.store.presence().find("ann", Deadline.ofRedis()));

        asked.forEach(BrokenLinkTest::assertUnavailable);
        proxy.hold(false, false);

        await().untilAsserted(() -> assertThat(far.publish("bob", "in time")).isPresent());
        await().untilAsserted(() -> assertThat(near.texts()).containsExactly("bob: in time"));
        assertThat(heard).isEmpty();
        assertThat(near.online()).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void everyOneOfManyIsAnsweredInTime() {
        Node patient = new Node(backend, proxy.uri(), LeaseTiming.USUAL);
        patient.claim("eve");
        proxy.holdAll(true);
        List<CompletableFuture<?>> answers = new ArrayList<>();
        List<Long> took = new CopyOnWriteArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            for (int i = 0; i < 20; i++) {
                long asked = System.nanoTime();
                answers.add(patient.store
                        .lobbyBus()
                        .publish(Node.nick("eve"), Node.HOME, "too late", Deadline.ofRedis())
                        .toCompletableFuture()
                        .whenComplete((time, failure) -> took.add(System.nanoTime() - asked)));
            }
            return System.nanoTime() > end;
        });

        answers.forEach(BrokenLinkTest::assertUnavailable);
        assertThat(took).hasSize(answers.size()).allMatch(nanos -> nanos < TimeUnit.SECONDS.toNanos(2));
        proxy.holdAll(false);
        await().untilAsserted(
                        () -> assertThat(patient.publish("eve", "in time")).isPresent());
        await().untilAsserted(() -> assertThat(near.texts()).containsExactly("eve: in time"));
    }

    @Test
    void whoAsksOnceItIsKnownThatNobodyAnswersIsRefusedAtOnce() {
        Node patient = new Node(backend, proxy.uri(), LeaseTiming.USUAL);
        patient.claim("eve");
        proxy.holdAll(true);
        assertUnavailable(
                patient.store.lobbyBus().publish(Node.nick("eve"), Node.HOME, "too late", Deadline.ofRedis()));

        List<CompletionStage<?>> next = List.of(
                patient.store.lobbyBus().publish(Node.nick("eve"), Node.HOME, "too late", Deadline.ofRedis()),
                patient.store.whispers().send(Node.nick("eve"), "eve", "too late", Deadline.ofRedis()),
                patient.store.presence().claim(Node.nick("bob"), Deadline.ofRedis()),
                patient.store.presence().online(Deadline.ofRedis()),
                patient.store.presence().find("EVE", Deadline.ofRedis()),
                patient.store.lobbyBus().read(0, 10, new ClientAddress(0, 1)));

        assertThat(next).allSatisfy(one -> assertThat(one.toCompletableFuture()).isCompletedExceptionally());
        proxy.holdAll(false);
        await().untilAsserted(
                        () -> assertThat(patient.publish("eve", "in time")).isPresent());
    }

    @Test
    void whatIsUnderWayWhenTheLinkBreaksRunsInTimeOrNever() throws IOException {
        near.claim("ann");
        far.claim("bob");
        proxy.hold(false, true);
        CompletionStage<OptionalLong> publication =
                far.store.lobbyBus().publish(Node.nick("bob"), Node.HOME, "under way", Deadline.ofRedis());
        await().until(() -> proxy.holds("under way"));
        proxy.cut(false);

        assertThat(publication.toCompletableFuture()).isNotDone();
        assertUnavailable(publication);
        proxy.hold(false, false);

        await().untilAsserted(() -> assertThat(far.publish("bob", "after")).isPresent());
        await().untilAsserted(() -> assertThat(near.texts()).containsExactly("bob: after"));
    }

    @Test
    void withoutAConnectionTheAnswerComesAtOnce() throws IOException {
        far.claim("bob");
        proxy.close();
        await().untilAsserted(() -> assertThat(
                        far.store.presence().online(Deadline.ofRedis()).toCompletableFuture())
                .isCompletedExceptionally());

        assertThat(far.store
                        .lobbyBus()
                        .publish(Node.nick("bob"), Node.HOME, "?", Deadline.ofRedis())
                        .toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(far.store
                        .presence()
                        .claim(Node.nick("eve"), Deadline.ofRedis())
                        .toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(far.store.lobbyBus().read(0, 10, new ClientAddress(0, 1)).toCompletableFuture())
                .isCompletedExceptionally();
        await().until(() -> !far.store.ready());
    }

    @Test
    void aLinkThatComesBackLateFindsItsNames() {
        near.claim("ann");
        far.claim("bob");
        far.claim("carl");
        List<Whisper> heard = far.ear("bob");
        proxy.holdAll(true);
        await().untilAsserted(() -> assertThat(near.online()).containsExactly("ann"));
        assertThat(near.claim("carl")).isTrue();
        near.publish("ann", "meanwhile");

        proxy.holdAll(false);

        await().untilAsserted(() -> assertThat(near.online()).containsExactlyInAnyOrder("ann", "bob", "carl"));
        await().untilAsserted(() -> assertThat(far.texts()).containsExactly("ann: meanwhile"));
        assertThat(far.lost).containsExactly("carl");
        await().untilAsserted(() -> {
            Node.await(near.store.whispers().send(Node.nick("ann"), "bob", "psst", Deadline.ofRedis()));
            assertThat(heard).isNotEmpty();
        });
    }

    @Test
    void aRedisThatIsAwayForLongerThanTheLeaseFencesNobodyIn() {
        Node patient = new Node(backend, proxy.uri(), new LeaseTiming(Duration.ofMillis(2_500), Duration.ofSeconds(1)));
        patient.claim("eve");
        proxy.holdAll(true);
        await().untilAsserted(() -> assertThat(near.claim("eve")).isTrue());

        assertThat(patient.store.ready()).isFalse();
        assertThat(patient.store.fence().isOpen()).isTrue();
    }

    @Test
    void aRedisThatComesLaterIsFound() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (RedisStore store = RedisStore.open(
                RedisEndpoint.parse("redis://127.0.0.1:" + port),
                "early",
                HeapMemory.newLobby(),
                Limits.defaults().stream(),
                Node.QUICK)) {
            assertThat(store.presence().online(Deadline.ofRedis()).toCompletableFuture())
                    .isCompletedExceptionally();
            assertThat(store.started().toCompletableFuture()).isNotDone();

            try (Proxy late = new Proxy(TestRedis.uri(), port)) {
                await().until(store::ready);
                assertThat(store.started().toCompletableFuture()).isDone();
                assertThat(late.uri()).endsWith(String.valueOf(port));
            }
        }
    }
}
