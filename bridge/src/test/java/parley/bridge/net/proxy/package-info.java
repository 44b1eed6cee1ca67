@NullMarked
package parley.bridge.net.proxy;

import org.jspecify.annotations.NullMarked;
