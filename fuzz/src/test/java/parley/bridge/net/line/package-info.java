/** Fuzz targets for the line decoder and the telnet filter. */
@NullMarked
package parley.bridge.net.line;

import org.jspecify.annotations.NullMarked;
