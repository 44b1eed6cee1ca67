package parley.bridge.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Refusals refusals = new Refusals(nanos::get);

    @Test
    void knowsWhatWasRefusedLately() {
        assertThat(refusals.current()).isNull();
        refusals.note(new CompletionException(new RedisCommandExecutionException("READONLY You can't write")));
        assertThat(refusals.current()).isEqualTo("READONLY You can't write");
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(refusals.current()).isNull();
        assertThat(refusals.count()).isEqualTo(1);
    }

    @Test
    void knowsWhyAConnectionWasRefused() {
        refusals.note(new RedisConnectionException(
                "Unable to connect", new RedisCommandExecutionException("WRONGPASS invalid username-password pair")));
        assertThat(refusals.current()).startsWith("WRONGPASS ");
    }

    @Test
    void passesOverWhatIsNoRefusalOfRedis() {
        refusals.note(null);
        refusals.note(new RedisException("Connection closed"));
        refusals.note(new RedisNoScriptException("NOSCRIPT No matching script"));
        refusals.note(new RedisCommandExecutionException("EXPIRED 1764000000000000"));
        refusals.note(new RedisCommandExecutionException("RENAMED"));
        assertThat(refusals.current()).isNull();
        assertThat(refusals.count()).isZero();
    }

    @Test
    void repeatsNoArguments() {
        refusals.note(new RedisCommandExecutionException(
                "ERR unknown command 'PUBLISH', with args beginning with: 'chat' 'ann: hush' "));
        assertThat(refusals.current()).isEqualTo("ERR unknown command 'PUBLISH'");
    }
}
