/** The checks of what is promised against what clients noted and the archive holds. Makes no faults. */
@NullMarked
package parley.faults.check;

import org.jspecify.annotations.NullMarked;
