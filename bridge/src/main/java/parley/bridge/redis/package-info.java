/**
 * Redis behind the ports of {@code parley.bridge.chat}: Lettuce and the Lua scripts that stand beside these classes.
 *
 * <p>Two connections: one for commands, pipelined, and one for subscriptions; each is opened again whenever it is lost, and no
 * command is ever sent twice. Nothing here blocks. Knows the ports of the domain; neither its commands nor any door.
 */
@NullMarked
package parley.bridge.redis;

import org.jspecify.annotations.NullMarked;
