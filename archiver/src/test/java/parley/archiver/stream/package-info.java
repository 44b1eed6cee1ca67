@NullMarked
package parley.archiver.stream;

import org.jspecify.annotations.NullMarked;
