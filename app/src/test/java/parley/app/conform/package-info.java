/** What {@code ./parley conform} takes, and how it ends. */
@NullMarked
package parley.app.conform;

import org.jspecify.annotations.NullMarked;
