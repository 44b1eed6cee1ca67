/**
 * What is asked of Redis on the command connection: commands and Lua scripts, their deadlines, and answers that many share.
 *
 * <p>Knows connections and the lease; knows nothing of what the scripts are for.
 */
@NullMarked
package parley.bridge.redis.script;

import org.jspecify.annotations.NullMarked;
