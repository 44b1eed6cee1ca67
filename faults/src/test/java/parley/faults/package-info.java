/** The short matrix, and tests of the judges: that they see what is wrong. */
@NullMarked
package parley.faults;

import org.jspecify.annotations.NullMarked;
