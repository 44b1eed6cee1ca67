@NullMarked
package parley.archiver.store;

import org.jspecify.annotations.NullMarked;
