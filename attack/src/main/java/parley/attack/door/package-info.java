/** Attacks on the ports themselves: many connections, slow ones, ones that speak something else. */
@NullMarked
package parley.attack.door;

import org.jspecify.annotations.NullMarked;
