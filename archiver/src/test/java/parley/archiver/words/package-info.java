@NullMarked
package parley.archiver.words;

import org.jspecify.annotations.NullMarked;
