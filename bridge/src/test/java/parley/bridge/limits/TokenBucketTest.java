package parley.bridge.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private long now = Long.MAX_VALUE - 5;

    private int takeAll(TokenBucket bucket) {
        int taken = 0;
        while (taken < 1_000 && bucket.holds(1, now)) {
            bucket.take(1, now);
            taken++;
        }
        return taken;
    }

    @Test
    void beginsFull() {
        assertThat(takeAll(new TokenBucket(10, 20, now))).isEqualTo(20);
    }

    @Test
    void fillsUpAtTheRateAndNoFurtherThanTheBurst() {
        TokenBucket bucket = new TokenBucket(10, 20, now);
        takeAll(bucket);
        now += TimeUnit.MILLISECONDS.toNanos(99);
        assertThat(takeAll(bucket)).isZero();
        now += TimeUnit.MILLISECONDS.toNanos(2);
        assertThat(takeAll(bucket)).isEqualTo(1);
        assertThat(bucket.isFull(now)).isFalse();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(takeAll(bucket)).isEqualTo(10);
        now += TimeUnit.HOURS.toNanos(1);
        assertThat(bucket.isFull(now)).isTrue();
        assertThat(takeAll(bucket)).isEqualTo(20);
    }

    @Test
    void whatIsMoreThanABurstTakesAWholeOne() {
        TokenBucket bucket = new TokenBucket(1, 10, now);
        assertThat(bucket.holds(1_000, now)).isTrue();
        bucket.take(1_000, now);
        assertThat(bucket.holds(1, now)).isFalse();
        now += TimeUnit.SECONDS.toNanos(9);
        assertThat(bucket.holds(1_000, now)).isFalse();
        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(bucket.holds(1_000, now)).isTrue();
    }

    @Test
    void whatIsTakenAheadHasToBeWaitedFor() {
        TokenBucket bucket = new TokenBucket(10, 20, now);
        assertThat(bucket.takeAhead(20, now)).isZero();
        assertThat(bucket.takeAhead(1, now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(bucket.takeAhead(2, now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        now += TimeUnit.MILLISECONDS.toNanos(300);
        assertThat(bucket.holds(0, now)).isTrue();
        assertThat(takeAll(bucket)).isZero();
    }

    @Test
    void noRateIsNoLimit() {
        TokenBucket bucket = new TokenBucket(0, 0, now);
        assertThat(takeAll(bucket)).isEqualTo(1_000);
        assertThat(bucket.holds(Integer.MAX_VALUE, now)).isTrue();
        assertThat(bucket.isFull(now)).isTrue();
    }
}
