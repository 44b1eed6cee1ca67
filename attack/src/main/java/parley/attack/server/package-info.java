/** The server that is attacked, and what can be seen of it from outside. Knows neither people nor attacks. */
@NullMarked
package parley.attack.server;

import org.jspecify.annotations.NullMarked;
