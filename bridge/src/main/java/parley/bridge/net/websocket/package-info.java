/**
 * Lines over WebSocket: each text message is one, both ways; frames are read as their bytes come, and written from the lines that
 * all connections share.
 *
 * <p>Knows how connections carry lines; knows neither HTTP, which opens a WebSocket, nor sessions.
 */
@NullMarked
package parley.bridge.net.websocket;

import org.jspecify.annotations.NullMarked;
