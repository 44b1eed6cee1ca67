/**
 * The operator's door: a Unix socket with the same line rules, and its commands.
 *
 * <p>Knows the domain and Netty; knows neither Redis nor the people's door.
 */
@NullMarked
package parley.bridge.admin;

import org.jspecify.annotations.NullMarked;
