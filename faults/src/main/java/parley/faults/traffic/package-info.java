/**
 * The clients that write and read while things break, each on a thread of its own, and what they note. They check nothing but the
 * protocol; whether promises held is for {@code check}.
 */
@NullMarked
package parley.faults.traffic;

import org.jspecify.annotations.NullMarked;
