/** A server that follows a script, and tests of one connection to it. */
@NullMarked
package parley.client.session;

import org.jspecify.annotations.NullMarked;
