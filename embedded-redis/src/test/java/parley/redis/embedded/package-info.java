/** The supervisor of a redis-server, tried on the real thing. */
@NullMarked
package parley.redis.embedded;

import org.jspecify.annotations.NullMarked;
