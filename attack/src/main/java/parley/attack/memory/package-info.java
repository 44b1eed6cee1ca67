/** Attacks that make the server, its kernel or its Redis hold what nobody reads. */
@NullMarked
package parley.attack.memory;

import org.jspecify.annotations.NullMarked;
