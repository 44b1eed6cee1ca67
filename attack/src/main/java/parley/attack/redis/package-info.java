/** Attacks by the embedded Redis: of direct clients, and of whoever else is on the machine. */
@NullMarked
package parley.attack.redis;

import org.jspecify.annotations.NullMarked;
