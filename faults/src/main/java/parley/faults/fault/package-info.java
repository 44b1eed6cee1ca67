/**
 * The faults that are injected, each with what is promised in spite of it. Knows the deployment and the traffic; checks nothing but
 * what only the fault itself can see.
 */
@NullMarked
package parley.faults.fault;

import org.jspecify.annotations.NullMarked;
