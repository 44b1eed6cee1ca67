/**
 * The load generator: one thread, many connections, no decoding. What the first receiver gets is read and checked; what the others
 * get is compared with that, byte for byte, so checking that everybody got everything in order costs next to nothing.
 *
 * <p>Knows no server and no scenario; what is spoken comes from {@code wire}.
 */
@NullMarked
package parley.bench.load;

import org.jspecify.annotations.NullMarked;
