/** {@code ./parley conform}: the kit from the command line. Knows no server and no client. */
@NullMarked
package parley.app.conform;

import org.jspecify.annotations.NullMarked;
