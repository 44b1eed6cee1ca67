/** A client's connection to a bridge, by lines: for the operator and for the terminal. Knows no command and no option. */
@NullMarked
package parley.app.connection;

import org.jspecify.annotations.NullMarked;
