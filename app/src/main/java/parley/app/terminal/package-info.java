/** The line that somebody types in a terminal. Knows nothing of what is typed, nor of whom it is for. */
@NullMarked
package parley.app.terminal;

import org.jspecify.annotations.NullMarked;
