/** Tests of the clients: that they do in each case what the checks rely on. */
@NullMarked
package parley.faults.traffic;

import org.jspecify.annotations.NullMarked;
