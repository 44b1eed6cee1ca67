/** Fuzz targets for nicknames. */
@NullMarked
package parley.bridge.chat.name;

import org.jspecify.annotations.NullMarked;
