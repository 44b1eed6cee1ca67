/** The short matrix, and tests of how it is planned and built. */
@NullMarked
package parley.faults;

import org.jspecify.annotations.NullMarked;
