/**
 * The commands: one small class per verb, and the switch between them.
 *
 * <p>Handlers return a reply, at once or later; they write to nobody. They know the domain and its ports, and neither sockets nor
 * Redis.
 */
@NullMarked
package parley.bridge.chat.command;

import org.jspecify.annotations.NullMarked;
