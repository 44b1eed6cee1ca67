/** The server's side of the kit: plays clients, and where it may, the operator and a client of Redis, to a server that runs already. */
@NullMarked
package parley.conformance.server;

import org.jspecify.annotations.NullMarked;
