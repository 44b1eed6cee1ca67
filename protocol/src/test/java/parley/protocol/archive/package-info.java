@NullMarked
package parley.protocol.archive;

import org.jspecify.annotations.NullMarked;
