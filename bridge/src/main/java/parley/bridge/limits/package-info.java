/**
 * Every limit of a bridge, and the deadline by which something must be answered.
 *
 * <p>Knows the protocol and the JDK only; everybody may know it.
 */
@NullMarked
package parley.bridge.limits;

import org.jspecify.annotations.NullMarked;
