/**
 * Connections that a balancer passes on, each behind a header of the PROXY protocol that names its client.
 *
 * <p>Knows how connections take their leave; knows neither what a door does with a client nor whom it lets in.
 */
@NullMarked
package parley.bridge.net.proxy;

import org.jspecify.annotations.NullMarked;
