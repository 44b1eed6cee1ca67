/**
 * What processes use, as Linux and their JVM tell it.
 */
@NullMarked
package parley.harness.machine;

import org.jspecify.annotations.NullMarked;
