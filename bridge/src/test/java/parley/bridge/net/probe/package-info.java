@NullMarked
package parley.bridge.net.probe;

import org.jspecify.annotations.NullMarked;
