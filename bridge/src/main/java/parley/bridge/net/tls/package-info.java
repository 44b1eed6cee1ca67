/**
 * TLS: certificates that are read again when they change, and what stands before and behind Netty's TLS on a connection.
 *
 * <p>Knows channels; knows neither sessions nor what is said on them.
 */
@NullMarked
package parley.bridge.net.tls;

import org.jspecify.annotations.NullMarked;
