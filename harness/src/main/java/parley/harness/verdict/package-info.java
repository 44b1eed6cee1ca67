/** What did not hold. */
@NullMarked
package parley.harness.verdict;

import org.jspecify.annotations.NullMarked;
