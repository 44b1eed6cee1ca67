/** Tries the cases for bots on bots that are right, and on bots that are not. */
@NullMarked
package parley.conformance.bot;

import org.jspecify.annotations.NullMarked;
