@NullMarked
package parley.bridge.net.tls;

import org.jspecify.annotations.NullMarked;
