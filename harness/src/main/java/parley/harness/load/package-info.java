/**
 * Many connections on one thread. Knows no protocol.
 */
@NullMarked
package parley.harness.load;

import org.jspecify.annotations.NullMarked;
