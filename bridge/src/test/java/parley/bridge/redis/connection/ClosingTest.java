package parley.bridge.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

/** Whoever is told to end while a connection is being opened ends without a word of trouble. */
class ClosingTest {
    private static final int TIMES = 60;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    private static final class Nobody implements Reconnecting.Listener<StatefulRedisConnection<String, String>> {
        @Override
        public void up(StatefulRedisConnection<String, String> connection) {}

        @Override
        public void down() {}
    }

    @Test
    void whileAConnectionIsBeingOpenedIsNoTrouble() {
        for (int time = 0; time < TIMES; time++) {
            MaintenanceThread maintenance = new MaintenanceThread();
            Dialer dialer = new Dialer(RedisEndpoint.parse(TestRedis.uri()), new Refusals(System::nanoTime), () -> {});
            new Reconnecting<>("command", maintenance, dialer::commands, new Nobody()).start();
            // A little later each time.
            long end = System.nanoTime() + time * 200_000L;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            maintenance.close();
            dialer.close();
        }

        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }
}
