@NullMarked
package parley.app.archive;

import org.jspecify.annotations.NullMarked;
