/** Tests of the checks: that they find what is wrong. */
@NullMarked
package parley.faults.check;

import org.jspecify.annotations.NullMarked;
