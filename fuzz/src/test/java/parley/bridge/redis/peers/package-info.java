/** Fuzz targets for what bridges say to each other. */
@NullMarked
package parley.bridge.redis.peers;

import org.jspecify.annotations.NullMarked;
