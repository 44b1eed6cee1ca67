/**
 * The processes that are tried. Every one is a child that dies with this program, and is signalled by the pid of that child only.
 */
@NullMarked
package parley.harness.process;

import org.jspecify.annotations.NullMarked;
