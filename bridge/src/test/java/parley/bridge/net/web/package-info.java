@NullMarked
package parley.bridge.net.web;

import org.jspecify.annotations.NullMarked;
