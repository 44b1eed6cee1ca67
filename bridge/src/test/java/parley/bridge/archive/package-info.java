/** An archiver for the tests of bridges. */
@NullMarked
package parley.bridge.archive;

import org.jspecify.annotations.NullMarked;
