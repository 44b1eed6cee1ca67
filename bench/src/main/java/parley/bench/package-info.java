/** The command behind {@code bench/run}. */
@NullMarked
package parley.bench;

import org.jspecify.annotations.NullMarked;
