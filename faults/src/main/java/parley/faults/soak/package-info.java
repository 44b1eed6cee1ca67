/**
 * Client libraries under fire: an echo bot answers numbered messages while bridges, Redis and its connection are killed. Knows the
 * deployment, and what is checked only from outside: the archive.
 */
@NullMarked
package parley.faults.soak;

import org.jspecify.annotations.NullMarked;
