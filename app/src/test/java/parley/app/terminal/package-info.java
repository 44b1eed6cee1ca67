@NullMarked
package parley.app.terminal;

import org.jspecify.annotations.NullMarked;
