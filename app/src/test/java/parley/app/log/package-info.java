/** Tests of the log, on contexts of Logback's own to each. */
@NullMarked
package parley.app.log;

import org.jspecify.annotations.NullMarked;
