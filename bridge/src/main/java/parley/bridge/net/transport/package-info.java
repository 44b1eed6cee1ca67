/**
 * Sockets as this machine has them: event loops, the transport that suits best, what the system holds for a connection, and
 * connections whose peers have vanished.
 *
 * <p>Netty, and the limits; knows nothing of lines.
 */
@NullMarked
package parley.bridge.net.transport;

import org.jspecify.annotations.NullMarked;
