/**
 * A redis-server of our own: a child process that is ready when it is handed out, is started again when it dies, and
 * dies with this one.
 *
 * <p>Knows nothing of Parley and no Redis client; the few bytes of RESP that it needs are in {@code ServerClient}.
 */
@NullMarked
package parley.redis.embedded;

import org.jspecify.annotations.NullMarked;
