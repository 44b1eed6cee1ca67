/**
 * The two connections to Redis: opened, found dead, opened again; what is subscribed to; and the one thread that looks after all
 * that.
 *
 * <p>Knows nothing of what is asked or heard on them.
 */
@NullMarked
package parley.bridge.redis.connection;

import org.jspecify.annotations.NullMarked;
