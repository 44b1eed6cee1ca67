/** An echo bot that keeps to the protocol, and its flawed copies, each of which the kit has to find. Uses nothing but the JDK. */
@NullMarked
package parley.conformance.reference;

import org.jspecify.annotations.NullMarked;
