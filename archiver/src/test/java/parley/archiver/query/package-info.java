@NullMarked
package parley.archiver.query;

import org.jspecify.annotations.NullMarked;
