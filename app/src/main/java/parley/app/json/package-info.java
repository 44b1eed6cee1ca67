/** JSON for programs that read what a command prints. Knows nothing of what is printed. */
@NullMarked
package parley.app.json;

import org.jspecify.annotations.NullMarked;
