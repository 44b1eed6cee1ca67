/**
 * The one executable: its commands read the options, start the parts, wire them together and stop them in order.
 * The only place where bridge and archiver meet. Nothing may depend on it.
 */
@NullMarked
package parley.app;

import org.jspecify.annotations.NullMarked;
