/**
 * Where Redis is, as an operator says it, and connections to the node there that takes writes: one node, the master that sentinels
 * name, or the node of a Cluster that has Parley's slot.
 *
 * <p>Knows nothing of what is asked on them, nor when they are to be opened again.
 */
@NullMarked
package parley.redis.endpoint;

import org.jspecify.annotations.NullMarked;
