/**
 * The lobby on Redis: messages into the stream, and what comes back on the subscription into the bridge's lobby, holes filled from
 * the stream.
 *
 * <p>Knows the scripts and the nicknames; knows nothing of the other bridges.
 */
@NullMarked
package parley.bridge.redis.lobby;

import org.jspecify.annotations.NullMarked;
