/**
 * Commands for a Redis, apart from everything that Parley has with it, and Redis as people run it: sentinels, a Cluster.
 */
@NullMarked
package parley.harness.redis;

import org.jspecify.annotations.NullMarked;
