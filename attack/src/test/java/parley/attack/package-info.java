/** Some of the attacks, small, and tests of how a run is told what to do. */
@NullMarked
package parley.attack;

import org.jspecify.annotations.NullMarked;
