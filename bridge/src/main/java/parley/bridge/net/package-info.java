/**
 * The door for people and their clients: TCP connections that become sessions.
 *
 * <p>Knows the domain and Netty; knows neither Redis nor what the commands do.
 */
@NullMarked
package parley.bridge.net;

import org.jspecify.annotations.NullMarked;
