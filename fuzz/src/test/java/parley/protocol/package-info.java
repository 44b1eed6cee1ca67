/** Fuzz targets for the vocabulary of both wires. */
@NullMarked
package parley.protocol;

import org.jspecify.annotations.NullMarked;
