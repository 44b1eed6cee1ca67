package parley.bridge.redis.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.port.UnavailableException;

class PauseFenceTest {
    private static final Duration TICK = Duration.ofMillis(100);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Lease lease = new Lease(nanos::get, LeaseTiming.USUAL);
    private final PauseFence fence = new PauseFence(nanos::get, lease, LeaseTiming.USUAL);

    private void awake(Duration time) {
        for (long ticks = time.dividedBy(TICK); ticks > 0; ticks--) {
            asleep(TICK);
            fence.tick();
        }
    }

    private void asleep(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void confirm() {
        lease.confirm(nanos.get());
        fence.confirmed();
    }

    @Test
    void beforeThereIsALeaseThereIsNothingToLose() {
        asleep(Duration.ofMinutes(1));
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void aRedisThatIsAwayClosesNothing() {
        confirm();
        awake(Duration.ofMinutes(1));
        assertThat(lease.runs()).isFalse();
        assertThat(fence.isOpen()).isTrue();
        asleep(Duration.ofMinutes(1));
        assertThat(fence.isOpen()).as("the lease had run out before").isTrue();
    }

    @Test
    void aPauseWithinTheLeaseClosesNothing() {
        confirm();
        awake(Duration.ofSeconds(2));
        asleep(Duration.ofSeconds(7));
        assertThat(fence.isOpen()).isTrue();
        awake(Duration.ofSeconds(2));
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void aPausePastTheLeaseClosesItForWhoeverAsksFirst() {
        confirm();
        awake(Duration.ofSeconds(2));
        asleep(Duration.ofSeconds(8));
        assertThat(fence.isOpen()).isFalse();
        awake(Duration.ofSeconds(1));
        assertThat(fence.isOpen()).isFalse();

        confirm();
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void aPausePastTheLeaseClosesItThoughTheKeeperWakesFirst() {
        confirm();
        asleep(Duration.ofSeconds(11));
        fence.tick();
        assertThat(fence.isOpen()).isFalse();
    }

    @Test
    void anAnswerFromBeforeThePauseOpensNothing() {
        confirm();
        long asked = nanos.get();
        asleep(Duration.ofSeconds(11));
        lease.confirm(asked);
        fence.confirmed();
        assertThat(fence.isOpen()).isFalse();
    }

    @Test
    void whoWaitsIsTold() {
        confirm();
        asleep(Duration.ofSeconds(11));
        CompletionStage<?> opened = fence.opened();
        assertThat(opened.toCompletableFuture()).isNotDone();
        confirm();
        assertThat(opened.toCompletableFuture()).isCompleted();
        assertThat(fence.opened().toCompletableFuture()).isCompleted();
    }

    @Test
    void whoWaitsTooLongIsToldToo() {
        confirm();
        asleep(Duration.ofSeconds(11));
        assertThat(fence.opened().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(2))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(UnavailableException.class);
        assertThat(fence.opened().toCompletableFuture()).isNotDone();
    }
}
