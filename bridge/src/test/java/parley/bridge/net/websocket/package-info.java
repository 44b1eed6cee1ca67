@NullMarked
package parley.bridge.net.websocket;

import org.jspecify.annotations.NullMarked;
