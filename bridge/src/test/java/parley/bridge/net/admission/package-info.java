@NullMarked
package parley.bridge.net.admission;

import org.jspecify.annotations.NullMarked;
