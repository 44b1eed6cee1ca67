/**
 * Nicknames: their rules, which of them look alike, and how lists of them are sorted.
 *
 * <p>Knows Unicode's tables and the limits; knows nobody who bears a nickname.
 */
@NullMarked
package parley.bridge.chat.name;

import org.jspecify.annotations.NullMarked;
