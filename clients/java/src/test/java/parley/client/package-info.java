/** Tests against servers that follow a script, on real sockets. */
@NullMarked
package parley.client;

import org.jspecify.annotations.NullMarked;
