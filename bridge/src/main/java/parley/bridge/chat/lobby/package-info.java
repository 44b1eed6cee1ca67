/**
 * The lobby of one bridge: messages, encoded once, in a log of segments that every session reads by a cursor.
 *
 * <p>Knows no session, no port and no nickname; who appends and who reads is decided elsewhere.
 */
@NullMarked
package parley.bridge.chat.lobby;

import org.jspecify.annotations.NullMarked;
