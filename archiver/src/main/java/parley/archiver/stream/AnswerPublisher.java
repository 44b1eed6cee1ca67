package parley.archiver.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.redis.endpoint.MasterDialer.Opened;

/** Publishes what is lost where Redis is away, on a connection that is opened when it is first wanted. Any thread; blocks for 2 s at the most. */
public final class AnswerPublisher implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(AnswerPublisher.class);

    private final RedisConnections redis;
    private @Nullable Opened<StatefulRedisConnection<String, byte[]>> opened;
    private boolean closed;

    public AnswerPublisher(RedisConnections redis) {
        this.redis = redis;
    }

    /** Whether anybody heard it. */
    public boolean publish(String channel, String payload) {
        StatefulRedisConnection<String, byte[]> open = null;
        try {
            open = connection();
            return open != null && RedisConnections.answer(open.async().publish(channel, payload.getBytes(UTF_8))) > 0;
        } catch (RedisCommandTimeoutException e) {
            // It may be dead, and nobody would ever say so.
            hangUp(open);
            return false;
        } catch (RedisException e) {
            log.debug("Not published", e);
            return false;
        }
    }

    private synchronized @Nullable StatefulRedisConnection<String, byte[]> connection() {
        if (closed) {
            return null;
        }
        Opened<StatefulRedisConnection<String, byte[]>> present = opened;
        if (present == null
                || !present.connection().isOpen()
                || !present.where().equals(redis.where())) {
            hangUp();
            present = redis.connect();
            opened = present;
        }
        return present.connection();
    }

    private synchronized void hangUp(@Nullable StatefulRedisConnection<String, byte[]> silent) {
        if (silent != null && opened != null && opened.connection() == silent) {
            hangUp();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        hangUp();
    }

    private synchronized void hangUp() {
        if (opened != null) {
            opened.connection().close();
            opened = null;
        }
    }
}
