/** The one executable: the command of commands. Knows every room below it; nothing may depend on it. */
@NullMarked
package parley.app;

import org.jspecify.annotations.NullMarked;
