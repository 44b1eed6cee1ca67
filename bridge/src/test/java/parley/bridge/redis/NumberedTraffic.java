package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import parley.bridge.limits.Deadline;

/** Two bridges on one Redis, on each of which somebody says one number after the other while things happen to Redis. */
final class NumberedTraffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int ENOUGH = 20;
    private static final String LOSS = "MISSED ?";

    private final RedisBackend backend = new RedisBackend();
    final Node one;
    final Node other;
    /** What was answered with a time, in its order on each bridge. */
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();

    private final List<Thread> writers;
    /** What was said before on the same servers has another. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private volatile boolean over;

    NumberedTraffic(String uri) {
        one = new Node(backend, uri);
        other = new Node(backend, uri);
        one.claim("ann");
        other.claim("bob");
        writers = Stream.of(writer(one, "ann"), writer(other, "bob")).toList();
        writers.forEach(Thread::start);
    }

    private Thread writer(Node node, String name) {
        Thread thread = new Thread(
                () -> {
                    for (int i = 0; !over; i++) {
                        String text = run + " number " + i;
                        OptionalLong time = Node.await(node.store
                                .lobbyBus()
                                .publish(Node.nick(name), Node.HOME, text, Deadline.ofRedis())
                                .exceptionally(unavailable -> OptionalLong.empty()));
                        if (time.isPresent()) {
                            acknowledged.add(name + ": " + text);
                        }
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.isPresent() ? 5 : 10));
                    }
                },
                "writer-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until both have been answered a number of times more. */
    void goOn() {
        for (String name : List.of("ann", "bob")) {
            long before = count(name);
            await().atMost(PATIENCE).until(() -> count(name) >= before + ENOUGH);
        }
    }

    private long count(String name) {
        return acknowledged.stream().filter(said -> said.startsWith(name)).count();
    }

    /** Ends it; what was acknowledged is in both lobbies, once, in one order, and nobody is told of a loss. */
    void assertNothingLost() {
        stop();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(lines(one)).containsAll(acknowledged).doesNotHaveDuplicates();
            assertThat(lines(other)).isEqualTo(lines(one));
        });
        assertThat(one.texts()).doesNotContain(LOSS);
        assertThat(other.texts()).doesNotContain(LOSS);
    }

    /** Ends it; nothing is in a lobby twice, and what was acknowledged and is missing there is told of. */
    void assertNothingLostUnsaidOrDoubled() {
        stop();
        for (Node node : List.of(one, other)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(lines(node)).doesNotHaveDuplicates();
                if (!node.texts().contains(LOSS)) {
                    assertThat(lines(node)).containsAll(acknowledged);
                }
            });
        }
    }

    /** Ends it; nothing is in a lobby twice. */
    void assertNothingDoubled() {
        stop();
        for (Node node : List.of(one, other)) {
            assertThat(lines(node)).doesNotHaveDuplicates();
        }
    }

    private List<String> lines(Node node) {
        return node.texts().stream().filter(text -> text.contains(run)).toList();
    }

    private void stop() {
        over = true;
        for (Thread writer : writers) {
            try {
                writer.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
        backend.close();
    }
}
