/** Tests of the soak: its counting, its command line, and a short run. */
@NullMarked
package parley.faults.soak;

import org.jspecify.annotations.NullMarked;
