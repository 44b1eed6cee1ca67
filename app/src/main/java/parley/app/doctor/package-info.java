/**
 * {@code ./parley doctor}: looks at this machine as the other commands would find it, and changes nothing. Knows the parts
 * whose needs it looks into; nobody knows it.
 */
@NullMarked
package parley.app.doctor;

import org.jspecify.annotations.NullMarked;
