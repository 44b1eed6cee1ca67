/** Tries the cases for servers on servers that are right, and on servers that are not. */
@NullMarked
package parley.conformance.server;

import org.jspecify.annotations.NullMarked;
