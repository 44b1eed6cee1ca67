/** Tests of how the bench is built. What it measures is read, not tested. */
@NullMarked
package parley.bench;

import org.jspecify.annotations.NullMarked;
