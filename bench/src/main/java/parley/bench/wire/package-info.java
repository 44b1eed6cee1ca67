/** How each kind of server is spoken to: what a client says to hear the lobby and to speak in it. No socket is opened here. */
@NullMarked
package parley.bench.wire;

import org.jspecify.annotations.NullMarked;
