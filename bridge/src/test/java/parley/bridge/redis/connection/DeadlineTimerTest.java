package parley.bridge.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Deadline;

class DeadlineTimerTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final DeadlineTimer timer = new DeadlineTimer();
    private final AtomicLong doneAt = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void close() {
        timer.close();
    }

    private void note() {
        doneAt.set(System.nanoTime());
        done.countDown();
    }

    @Test
    void doesItNoSoonerThanAtTheDeadline() throws InterruptedException {
        Deadline deadline = Deadline.in(Duration.ofMillis(150));
        timer.at(deadline, this::note);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(doneAt.get() - deadline.nanos()).isNotNegative();
    }

    @Test
    void doesNotDoWhatWasTakenBack() {
        CountDownLatch later = new CountDownLatch(1);
        timer.at(Deadline.in(Duration.ofMillis(100)), this::note).run();
        timer.at(Deadline.in(Duration.ofMillis(400)), later::countDown);

        await().until(() -> later.getCount() == 0);
        timer.close();
        assertThat(done.getCount()).isEqualTo(1);
    }

    @Test
    void doesAtItsEndWhatIsStillToBeDone() {
        timer.at(Deadline.in(NEVER), this::note);
        timer.close();
        assertThat(done.getCount()).isZero();
    }

    @Test
    void doesAtOnceWhatComesAfterItsEnd() {
        timer.at(Deadline.in(NEVER), () -> {});
        timer.close();
        timer.at(Deadline.in(NEVER), this::note).run();
        assertThat(done.getCount()).isZero();
    }
}
