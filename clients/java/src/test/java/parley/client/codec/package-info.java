/** Tests of the codec: no I/O. */
@NullMarked
package parley.client.codec;

import org.jspecify.annotations.NullMarked;
