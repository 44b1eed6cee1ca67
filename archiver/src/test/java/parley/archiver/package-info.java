@NullMarked
package parley.archiver;

import org.jspecify.annotations.NullMarked;
