/** The wires break as they should. */
@NullMarked
package parley.faults.world;

import org.jspecify.annotations.NullMarked;
