/** What holds for the whole kit. */
@NullMarked
package parley.conformance;

import org.jspecify.annotations.NullMarked;
