package parley.bridge.redis.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

class AddressTurnsTest {
    private static final ClientAddress ONE = address(1);
    private static final ClientAddress TWO = address(2);
    private static final Deadline LATER = Deadline.in(Duration.ofMinutes(5));

    private final AddressTurns turns = new AddressTurns(3, 2);
    private final List<String> begun = new ArrayList<>();
    private final List<CompletableFuture<String>> running = new ArrayList<>();

    private static ClientAddress address(int last) {
        return ClientAddress.of(new byte[] {10, 0, 0, (byte) last});
    }

    private CompletableFuture<String> run(ClientAddress address, String name) {
        return turns.run(address, LATER, () -> {
            begun.add(name);
            CompletableFuture<String> task = new CompletableFuture<>();
            running.add(task);
            return task;
        });
    }

    private void end(int index) {
        running.get(index).complete("done");
    }

    @Test
    void anAddressHasItsShareAndTheOthersDoNotWaitForIt() {
        for (int at = 0; at < 5; at++) {
            run(ONE, "one" + at);
        }
        assertThat(begun).containsExactly("one0", "one1");
        run(TWO, "two0");
        run(TWO, "two1");
        assertThat(begun).containsExactly("one0", "one1", "two0");
        assertThat(turns.waiting()).isEqualTo(4);
        end(0);
        assertThat(begun).last().isEqualTo("two1");
        end(1);
        assertThat(begun).last().isEqualTo("one2");
        end(2);
        assertThat(begun).containsExactly("one0", "one1", "two0", "two1", "one2", "one3");
    }

    @Test
    void resultsAreTheTasks() {
        CompletableFuture<String> good = run(ONE, "good");
        CompletableFuture<String> bad = run(ONE, "bad");
        CompletableFuture<String> broken = turns.run(TWO, LATER, () -> {
            throw new IllegalStateException("broken");
        });
        running.get(1).completeExceptionally(new IllegalArgumentException("bad"));
        end(0);
        assertThat(good).isCompletedWithValue("done");
        assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(broken::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWaitedForTooLongIsNotBegun() {
        run(ONE, "first");
        run(ONE, "second");
        CompletableFuture<String> late = turns.run(
                ONE,
                Deadline.in(Duration.ofMillis(1)),
                () -> CompletableFuture.failedFuture(new AssertionError("begun")));
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
        run(ONE, "third");
        end(0);
        assertThat(begun).containsExactly("first", "second", "third");
    }

    @Test
    void manyThatEndAtOnceBeginNoneFromWithin() {
        CompletableFuture<String> first = run(ONE, "first");
        CompletableFuture<String> second = run(ONE, "second");
        List<CompletableFuture<Integer>> rest = new ArrayList<>();
        for (int at = 0; at < 20_000; at++) {
            int number = at;
            rest.add(turns.run(ONE, LATER, () -> CompletableFuture.completedFuture(number)));
        }
        end(0);
        assertThat(rest.get(19_999)).isCompletedWithValue(19_999);
        end(1);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void whateverEndsWhenEverythingIsBegunOnce() {
        Random random = new Random(7);
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            if (random.nextBoolean()) {
                results.add(run(address(random.nextInt(5)), String.valueOf(results.size())));
            } else if (!running.isEmpty()) {
                running.remove(random.nextInt(running.size())).complete("done");
            }
            assertThat(running).hasSizeLessThanOrEqualTo(3);
        }
        while (!running.isEmpty()) {
            running.remove(0).complete("done");
        }
        assertThat(begun).hasSameSizeAs(results).doesNotHaveDuplicates();
        assertThat(results).allMatch(CompletableFuture::isDone);
    }
}
