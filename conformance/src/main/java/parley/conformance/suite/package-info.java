/** Cases of either side, and how they are run and judged. Knows neither servers nor clients. */
@NullMarked
package parley.conformance.suite;

import org.jspecify.annotations.NullMarked;
