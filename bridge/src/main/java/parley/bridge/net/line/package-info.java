/**
 * What the doors for people and for the operator share: the telnet filter, the framing of lines, and the connection's two sides.
 *
 * <p>Netty lives here, in {@code net} and in {@code admin}. Knows the domain; knows neither Redis nor which commands there are.
 */
@NullMarked
package parley.bridge.net.line;

import org.jspecify.annotations.NullMarked;
