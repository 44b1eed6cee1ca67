/**
 * The door for browsers: HTTP that serves the page of the chat, and opens WebSockets.
 *
 * <p>Knows how connections are admitted, and how lines stand in a WebSocket; knows neither sessions nor commands.
 */
@NullMarked
package parley.bridge.net.web;

import org.jspecify.annotations.NullMarked;
