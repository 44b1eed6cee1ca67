package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.name.Nickname;
import parley.bridge.limits.Deadline;
import parley.redis.test.TestRedis;

/** Many at once on one bridge, while Redis drops its subscriptions and forgets its scripts. */
class ConnectionsStressTest {
    private static final int THREADS = 4;
    private static final int STEPS = 400;
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(60);
    private static final Duration EVENTS_FOR = Duration.ofSeconds(30);
    /** Answers that a thread waits for at a time. */
    private static final int AT_ONCE = 16;

    private final RedisBackend backend = new RedisBackend();
    private final Node node = new Node(backend, TestRedis.uri());
    private final Node other = new Node(backend, TestRedis.uri());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final long seed = new Random().nextLong();

    @AfterEach
    void close() {
        threads.shutdownNow();
        backend.close();
    }

    private interface Actor<T> {
        T act(int number, Random random) throws Exception;
    }

    /** Runs the actor on all threads, and something to Redis now and then until they are done. */
    private <T> List<T> all(Actor<T> actor, Runnable event) throws Exception {
        System.out.println("seed " + seed);
        List<Future<T>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            running.add(threads.submit(() -> actor.act(number, new Random(seed + number))));
        }
        await().atMost(EVENTS_FOR).pollInterval(BETWEEN_EVENTS).until(() -> {
            event.run();
            return running.stream().allMatch(Future::isDone);
        });
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        return results;
    }

    @Test
    void channelsAreOpenOrClosedAsWasAskedLast() throws Exception {
        List<Map<String, Boolean>> asked =
                all(this::openAndClose, () -> backend.direct().clientKill(KillArgs.Builder.typePubsub()));

        for (Map<String, Boolean> wanted : asked) {
            await().untilAsserted(() -> {
                Map<String, Long> open =
                        backend.direct().pubsubNumsub(wanted.keySet().toArray(String[]::new));
                wanted.forEach((nick, on) -> assertThat(open.get(nick)).as(nick).isEqualTo(on ? 1L : 0L));
            });
        }
    }

    private Map<String, Boolean> openAndClose(int number, Random random) throws Exception {
        Map<String, Boolean> wanted = new HashMap<>();
        Map<String, CompletableFuture<Boolean>> last = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            String name = "user" + number + "x" + random.nextInt(20);
            Nickname nick = Node.nick(name);
            if (random.nextInt(3) == 0) {
                node.store.whispers().close(nick);
                last.put(name, CompletableFuture.completedFuture(false));
            } else {
                // As sessions do: nobody opens what is being opened.
                last.getOrDefault(name, CompletableFuture.completedFuture(false))
                        .get(10, TimeUnit.SECONDS);
                last.put(
                        name,
                        node.store
                                .whispers()
                                .open(nick, whisper -> CompletableFuture.completedFuture(null), Deadline.ofRedis())
                                .handle((done, failure) -> failure == null)
                                .toCompletableFuture());
            }
        }
        for (Map.Entry<String, CompletableFuture<Boolean>> one : last.entrySet()) {
            wanted.put(one.getKey(), one.getValue().get(10, TimeUnit.SECONDS));
        }
        return wanted;
    }

    @Test
    void publicationsComeInTheirOrderAndAreThereWhenAnswered() throws Exception {
        Stream.of("ann0", "bob1", "corn2", "dave3").forEach(node::claim);
        List<List<String>> said = all(this::publish, () -> backend.direct().scriptFlush());

        for (Node one : List.of(node, other)) {
            await().untilAsserted(() -> assertThat(one.texts()).hasSize(THREADS * STEPS));
            assertThat(one.texts()).isEqualTo(node.texts());
            for (List<String> ones : said) {
                String name = ones.get(0).substring(0, ones.get(0).indexOf(':') + 1);
                assertThat(one.texts().stream().filter(text -> text.startsWith(name)))
                        .containsExactlyElementsOf(ones);
            }
        }
    }

    private List<String> publish(int number, Random random) throws Exception {
        String name = List.of("ann0", "bob1", "corn2", "dave3").get(number);
        List<String> said = new ArrayList<>();
        Deque<CompletableFuture<Void>> answers = new ArrayDeque<>();
        long[] last = {0};
        for (int step = 0; step < STEPS; step++) {
            String text = "message " + step;
            said.add(name + ": " + text);
            CompletableFuture<OptionalLong> answer = node.store
                    .lobbyBus()
                    .publish(Node.nick(name), Node.HOME, text, Deadline.ofRedis())
                    .toCompletableFuture();
            answers.add(answer.thenAccept(micros ->
                    assertThat(node.lobby.last()).as("the lobby has it").isGreaterThanOrEqualTo(micros.getAsLong())));
            if (answers.size() > random.nextInt(AT_ONCE)) {
                answers.remove().get(10, TimeUnit.SECONDS);
                if (answer.isDone()) {
                    assertThat(answer.get().getAsLong()).isGreaterThan(last[0]);
                    last[0] = answer.get().getAsLong();
                }
            }
        }
        for (CompletableFuture<Void> answer : answers) {
            answer.get(10, TimeUnit.SECONDS);
        }
        return said;
    }
}
