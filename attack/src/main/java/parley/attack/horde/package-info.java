/** Connections of those who are many: where they come from, how they come in, what they are answered. Knows no attack. */
@NullMarked
package parley.attack.horde;

import org.jspecify.annotations.NullMarked;
