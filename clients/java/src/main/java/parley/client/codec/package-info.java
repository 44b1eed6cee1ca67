/**
 * The lines of the protocol, without I/O: bytes to lines, the server's lines to values, and what may be sent to lines. It knows of no
 * connection.
 */
@NullMarked
package parley.client.codec;

import org.jspecify.annotations.NullMarked;
