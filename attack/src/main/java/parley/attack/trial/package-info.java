/** One trial: a server, people, an attack, and what came of it. Knows no single attack. */
@NullMarked
package parley.attack.trial;

import org.jspecify.annotations.NullMarked;
