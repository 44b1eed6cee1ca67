/**
 * Attacks a real server while people chat. {@code Series} makes one attack after the other, each in a {@code Trial}; {@code AttackKind}
 * lists them.
 */
@NullMarked
package parley.attack;

import org.jspecify.annotations.NullMarked;
