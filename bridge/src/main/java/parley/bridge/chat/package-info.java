/**
 * The domain: the lobby log, sessions with their cursors, nicknames, and the ports behind which Redis stands.
 *
 * <p>Knows no socket and no store: neither Netty nor Lettuce. All state of a session is touched on its own executor only; the
 * lobby log is where threads meet, by the rules on {@link parley.bridge.chat.LobbyLog}.
 */
@NullMarked
package parley.bridge.chat;

import org.jspecify.annotations.NullMarked;
