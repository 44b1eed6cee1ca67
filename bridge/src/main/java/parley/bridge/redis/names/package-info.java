/**
 * Nicknames on Redis: which this bridge holds, who else is online, and whose names are freed.
 *
 * <p>Knows the scripts; knows neither the lobby nor the other bridges.
 */
@NullMarked
package parley.bridge.redis.names;

import org.jspecify.annotations.NullMarked;
