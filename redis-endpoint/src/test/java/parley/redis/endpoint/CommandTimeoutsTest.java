package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTimeoutsTest {
    private static final Duration TIME = Duration.ofMillis(1_500);

    private final TimeoutOptions options = CommandTimeouts.allBut(CommandType.XRANGE, TIME);

    private Duration of(CommandType type) {
        TimeoutOptions.TimeoutSource source = options.getSource();
        return Duration.of(
                source.getTimeout(new Command<>(type, new StatusOutput<>(StringCodec.UTF8))),
                source.getTimeUnit().toChronoUnit());
    }

    @Test
    void allButOneAreWatched() {
        assertThat(options.isTimeoutCommands()).isTrue();
        assertThat(of(CommandType.EVALSHA)).isEqualTo(TIME);
        assertThat(of(CommandType.XREVRANGE)).isEqualTo(TIME);
        assertThat(of(CommandType.XRANGE)).isZero();
    }
}
