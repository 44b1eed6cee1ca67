/**
 * Commands for a Redis, apart from everything that Parley has with it.
 */
@NullMarked
package parley.harness.redis;

import org.jspecify.annotations.NullMarked;
