/**
 * The faults that are injected, each with what is promised in spite of it. Knows the world and the traffic; does not judge, but for
 * what only a fault's own witness can see.
 */
@NullMarked
package parley.faults.fault;

import org.jspecify.annotations.NullMarked;
