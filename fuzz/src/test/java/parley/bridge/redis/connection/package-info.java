/** Fuzz targets for what comes from Redis itself. */
@NullMarked
package parley.bridge.redis.connection;

import org.jspecify.annotations.NullMarked;
