/** A fuzz target for the frames of WebSockets. */
@NullMarked
package parley.bridge.net.websocket;

import org.jspecify.annotations.NullMarked;
