/**
 * What is sent to a session: replies, the bodies that write long answers piece by piece, what waits unread, and the outlet.
 *
 * <p>Knows the lobby and the ports; knows neither sessions nor commands.
 */
@NullMarked
package parley.bridge.chat.answer;

import org.jspecify.annotations.NullMarked;
