/**
 * Those who talk and listen while things break, each on a thread of its own, and what they write down. They judge nothing but the
 * protocol; what should have come of it is for {@code check}.
 */
@NullMarked
package parley.faults.traffic;

import org.jspecify.annotations.NullMarked;
