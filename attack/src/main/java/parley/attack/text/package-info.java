/** Attacks with what is in a line: its bytes, its letters, what they look like. */
@NullMarked
package parley.attack.text;

import org.jspecify.annotations.NullMarked;
