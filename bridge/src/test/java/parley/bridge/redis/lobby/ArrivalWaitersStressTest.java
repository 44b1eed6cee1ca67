package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Deadline;

/** Tries to have somebody told too early, or never: many wait, while the news comes and the subscription goes and comes. */
class ArrivalWaitersStressTest {
    private static final int WAITERS = 3;
    private static final int MESSAGES = 300_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(WAITERS);
    private final ArrivalWaiters arrivals = new ArrivalWaiters();
    private final Queue<String> early = new ConcurrentLinkedQueue<>();
    /** What the lobby may have by now. */
    private volatile long arrived;
    /** Odd while the subscription may be down. */
    private final AtomicInteger life = new AtomicInteger(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void allAreToldAndNobodyTooEarly() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Future<List<CompletableFuture<Void>>>> running = new ArrayList<>();
        for (int waiter = 0; waiter < WAITERS; waiter++) {
            long own = random.nextLong();
            running.add(threads.submit(() -> await(new Random(own))));
        }
        arrivals.listening(true);
        life.incrementAndGet();
        for (int number = 1; number <= MESSAGES; number++) {
            arrived = number;
            arrivals.reached(number);
            if (random.nextInt(3) == 0) {
                arrivals.tell();
            }
            if (random.nextInt(1_000) == 0) {
                life.incrementAndGet();
                arrivals.listening(false);
                arrivals.tell();
                arrivals.listening(true);
                life.incrementAndGet();
            }
        }
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        for (Future<List<CompletableFuture<Void>>> one : running) {
            asked.addAll(one.get(30, TimeUnit.SECONDS));
        }
        arrived = Long.MAX_VALUE;
        arrivals.reached(Long.MAX_VALUE);
        arrivals.tell();

        assertThat(asked).isNotEmpty().allMatch(CompletableFuture::isDone);
        assertThat(early).isEmpty();
    }

    private List<CompletableFuture<Void>> await(Random random) {
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        while (arrived < MESSAGES) {
            int before = life.get();
            long micros = arrived + random.nextInt(20);
            CompletableFuture<Void> told = arrivals.await(micros, Deadline.in(Duration.ofMinutes(1)));
            asked.add(told.thenRun(() -> {
                if (arrived < micros && before % 2 == 0 && life.get() == before) {
                    early.add(micros + " at " + arrived);
                }
            }));
            if (random.nextInt(8) == 0) {
                arrivals.tell();
            }
            if (asked.size() % 64 == 0) {
                Thread.onSpinWait();
            }
        }
        return asked;
    }
}
