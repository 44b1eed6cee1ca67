/** The judges see what is wrong. */
@NullMarked
package parley.faults.check;

import org.jspecify.annotations.NullMarked;
