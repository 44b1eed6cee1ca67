/** The client's side of the kit: an echo bot is started for each case, and judged by what it does on the wire of a scripted lobby. */
@NullMarked
package parley.conformance.bot;

import org.jspecify.annotations.NullMarked;
