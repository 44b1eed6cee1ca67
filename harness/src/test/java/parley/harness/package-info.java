/** Tests of how the module is built. */
@NullMarked
package parley.harness;

import org.jspecify.annotations.NullMarked;
