/** Those who chat while the server is attacked, and what they notice. Knows no attack. */
@NullMarked
package parley.attack.people;

import org.jspecify.annotations.NullMarked;
