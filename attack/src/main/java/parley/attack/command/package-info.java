/** Attacks with commands that cost much, and a crowd that only asks for what it missed. */
@NullMarked
package parley.attack.command;

import org.jspecify.annotations.NullMarked;
