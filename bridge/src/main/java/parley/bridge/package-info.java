/**
 * The chat server as a whole: {@link parley.bridge.Bridge} wires the domain to its doors and to Redis, and ends them in order.
 *
 * <p>Nothing else here, and nothing here that decides anything.
 */
@NullMarked
package parley.bridge;

import org.jspecify.annotations.NullMarked;
