package parley.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;

class LogQueueTest {

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writesWhatIsQueuedBeforeItStops() {
        LogQueue queue = queue(written);
        for (int i = 0; i < 1_000; i++) {
            logger().debug("line {}", i);
        }
        queue.stop();
        assertThat(lines()).hasSize(1_000);
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void leavesOutWhatThereIsTooMuchOfAndSaysSo() {
        LogQueue queue = queue(written);
        for (int i = 0; i < KindLimiter.BURST + 1_204; i++) {
            logger().info("refused {}", i);
        }
        logger().warn("something else");
        queue.stop();
        assertThat(lines())
                .hasSize(KindLimiter.BURST + 2)
                .anyMatch(line -> line.endsWith("WARN  Door something else"))
                .last()
                .matches(line -> line.endsWith("INFO  Door \u2026 and 1,204 more: refused {}"));
        assertThat(queue.limited()).isEqualTo(1_204);
    }

    @Test
    void leavesOutNothingThatIsMarked() {
        LogQueue queue = queue(written);
        for (int i = 0; i < 100; i++) {
            logger().info(MarkerFactory.getMarker("EACH"), "operator: ban {}", i);
        }
        queue.stop();
        assertThat(lines()).hasSize(100);
    }

    @Test
    void makesNobodyWaitForAReaderThatHasStopped() throws IOException {
        try (var reader = new PipedInputStream(64)) {
            LogQueue queue = queue(new PipedOutputStream(reader));
            int more = LogQueue.ROOM + 100;
            for (int i = 0; i < more; i++) {
                logger().debug("line {}", i);
            }
            assertThat(queue.dropped()).isBetween(1L, 100L);
            queue.stop();
        }
    }

    @Test
    void goesOnAfterWhatCouldNotBeWritten() {
        var disk = new OutputStream() {
            private volatile boolean full = true;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
                written.write(bytes, from, length);
            }
        };
        LogQueue queue = queue(disk);
        logger().info("lost");
        await().until(() -> queue.dropped() == 1);
        disk.full = false;
        logger().info("kept");
        queue.stop();
        assertThat(lines()).hasSize(2).first().matches(line -> line.endsWith(" kept"));
        assertThat(lines()).last().matches(line -> line.endsWith("1 lines are missing; the log is read too slowly"));
    }

    @Test
    void takesAnotherFormWhileItRuns() {
        LogQueue queue = queue(written);
        logger().info("text");
        await().until(() -> written.size() > 0);
        queue.encoder(new JsonEncoder());
        logger().info("json");
        queue.stop();
        assertThat(lines()).last().matches(line -> line.startsWith("{"));
    }

    @Test
    void letsOthersTellOnlyWhatIsWrong() {
        queue(written).setName("QUEUE");
        for (Level level : List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE)) {
            LogSettings.setLevel(context, level);
            assertThat(context.getLogger("parley.Door").getEffectiveLevel()).isEqualTo(level);
            assertThat(context.getLogger("io.lettuce.core").isInfoEnabled()).isFalse();
            assertThat(context.getLogger("io.netty").isErrorEnabled()).isTrue();
        }
    }

    private LogQueue queue(OutputStream out) {
        var queue = new LogQueue(out, new TextEncoder());
        queue.setContext(context);
        queue.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.DEBUG);
        root.addAppender(queue);
        return queue;
    }

    private Logger logger() {
        return context.getLogger("parley.Door");
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
