/**
 * Probes: connections that begin like another protocol's, and end at once.
 *
 * <p>Knows how connections take their leave; knows neither sessions nor lines.
 */
@NullMarked
package parley.bridge.net.probe;

import org.jspecify.annotations.NullMarked;
