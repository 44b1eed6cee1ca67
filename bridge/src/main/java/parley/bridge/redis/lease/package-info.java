/**
 * The bridge's lease on its nicknames, Redis's clock as far as it is known here, and the fence that a pause of the process closes.
 *
 * <p>Knows no connection: it is told what was confirmed, and when.
 */
@NullMarked
package parley.bridge.redis.lease;

import org.jspecify.annotations.NullMarked;
