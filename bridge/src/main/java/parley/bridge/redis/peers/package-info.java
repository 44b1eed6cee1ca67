/**
 * The other bridges: what they are asked and answer on their control channels, and the bans that all of them share.
 *
 * <p>Knows the scripts and when the lobby has a message.
 */
@NullMarked
package parley.bridge.redis.peers;

import org.jspecify.annotations.NullMarked;
