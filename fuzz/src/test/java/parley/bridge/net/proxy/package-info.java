/** Fuzz targets for what tells other protocols from lines. */
@NullMarked
package parley.bridge.net.proxy;

import org.jspecify.annotations.NullMarked;
