/** How each kind of server is spoken to: what a client says to hear the lobby and to speak in it. No sockets here. */
@NullMarked
package parley.bench.wire;

import org.jspecify.annotations.NullMarked;
