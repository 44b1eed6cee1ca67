/**
 * What is broken: the processes, and the wires between them. Every process is a child that dies with this program, and is signalled
 * by the pid of that child only. Knows no traffic and no fault.
 */
@NullMarked
package parley.faults.world;

import org.jspecify.annotations.NullMarked;
