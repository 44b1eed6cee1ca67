package parley.redis.endpoint;

import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Says for how long a connection waits for the answer to a command. It is Lettuce's timer that does, and until its next tick, a tenth
 * of a second, it holds whatever it was to watch with all that was answered. Of what reads much, again and again, that is more than a
 * young collection can carry over, so it fills the old generation; such a command is better left out, and bounded by who sends it.
 */
public final class CommandTimeouts {
    private static final long NEVER = 0;

    private CommandTimeouts() {}

    /** All commands have that time but for one, which has no end. */
    public static TimeoutOptions allBut(CommandType unwatched, Duration time) {
        return TimeoutOptions.builder()
                .timeoutSource(new TimeoutOptions.TimeoutSource() {
                    @Override
                    public long getTimeout(RedisCommand<?, ?, ?> command) {
                        return unwatched.equals(command.getType()) ? NEVER : time.toNanos();
                    }

                    @Override
                    public TimeUnit getTimeUnit() {
                        return TimeUnit.NANOSECONDS;
                    }
                })
                .build();
    }
}
