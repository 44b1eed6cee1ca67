package parley.faults.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.protocol.MessageTime;

class RedisWallClockTest {
    @TempDir
    Path directory = Path.of("");

    private static long now() {
        return MessageTime.ofInstant(Instant.now());
    }

    @Test
    void theFileSaysHowFarItIsPut() throws IOException {
        RedisWallClock clock = new RedisWallClock(directory.resolve("clock"));
        assertThat(Files.readString(clock.file())).isEqualTo("+0.000000\n");

        clock.step(Duration.ofMillis(60_500));
        assertThat(Files.readString(clock.file())).isEqualTo("+60.500000\n");

        clock.step(Duration.ofSeconds(-61));
        assertThat(Files.readString(clock.file())).isEqualTo("-0.500000\n");
    }

    @Test
    void timesNeverGoBackWithIt() throws IOException {
        RedisWallClock clock = new RedisWallClock(directory.resolve("clock"));
        clock.step(Duration.ofSeconds(75));
        long before = clock.latest();

        clock.step(Duration.ofSeconds(-75));

        assertThat(before).isGreaterThanOrEqualTo(now() + 74_000_000);
        assertThat(clock.latest()).isGreaterThanOrEqualTo(before);
        assertThat(clock.micros()).isLessThanOrEqualTo(now());
    }

    @Test
    void timesLeapOnlyWhereDataIsLostWhileTheClockStandsBehind() throws IOException {
        RedisWallClock clock = new RedisWallClock(directory.resolve("clock"));
        clock.leap();
        assertThat(clock.latest()).isLessThanOrEqualTo(now());

        clock.step(Duration.ofSeconds(-75));
        long before = clock.latest();
        clock.leap();

        assertThat(clock.latest()).isEqualTo(before + 1_000_000);
    }
}
