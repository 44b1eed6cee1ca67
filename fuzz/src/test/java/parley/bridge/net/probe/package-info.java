/** Fuzz targets for what tells other protocols from lines. */
@NullMarked
package parley.bridge.net.probe;

import org.jspecify.annotations.NullMarked;
