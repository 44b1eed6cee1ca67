/**
 * What is broken: the processes, and the proxies between them. Every process is a child that dies with this program, and is signalled
 * by the pid of that child only. Knows no traffic and no fault.
 */
@NullMarked
package parley.faults.deployment;

import org.jspecify.annotations.NullMarked;
