package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.protocol.metric.DurationCounter;
import parley.protocol.metric.Metric;

class LoopDelayTest {
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(300);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final DurationCounter delays = new DurationCounter();
    private final LoopDelay delay = new LoopDelay(loop, delays);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private double reading(String name) {
        return delays.metric("delay_seconds", "Delays").readings().stream()
                .filter(reading -> reading.name().equals(name))
                .mapToDouble(Metric.Reading::value)
                .sum();
    }

    @Test
    void showsADelayWhileItLastsAndAfterwards() {
        CountDownLatch held = new CountDownLatch(1);
        delay.start();
        await().until(() -> reading("delay_seconds_count") > 0);
        loop.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> delay.longest() > LONG);
        held.countDown();
        await().until(() -> reading("delay_seconds_sum") > (double) LONG / TimeUnit.SECONDS.toNanos(1));
        assertThat(delay.longest()).isGreaterThan(LONG);
    }
}
