/**
 * A client that stays connected: it comes back after whatever broke, delivers what was said meanwhile, and says nothing twice. It knows
 * the layers below by their public side alone.
 */
@NullMarked
package parley.client;

import org.jspecify.annotations.NullMarked;
