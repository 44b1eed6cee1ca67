/**
 * Who may come in: connections counted by their addresses, and turned away where there are too many.
 *
 * <p>Knows addresses and channels; knows neither what is said on a connection nor what protects it.
 */
@NullMarked
package parley.bridge.net.admission;

import org.jspecify.annotations.NullMarked;
