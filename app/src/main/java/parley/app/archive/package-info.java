/** The commands that look into the archive, and how what they find is printed. Knows no part that serves. */
@NullMarked
package parley.app.archive;

import org.jspecify.annotations.NullMarked;
