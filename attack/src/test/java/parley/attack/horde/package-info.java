/** Tests of what is understood of a server's lines. */
@NullMarked
package parley.attack.horde;

import org.jspecify.annotations.NullMarked;
