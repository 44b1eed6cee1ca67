/**
 * The vocabulary of both wires: the line protocol that people and clients speak, and the names and payloads on Redis.
 *
 * <p>Pure functions and values. Knows the JDK only: no socket, no store, no thread.
 */
@NullMarked
package parley.protocol;

import org.jspecify.annotations.NullMarked;
