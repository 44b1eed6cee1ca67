/** Attacks by what browsers speak: handshakes and frames of WebSockets. */
@NullMarked
package parley.attack.web;

import org.jspecify.annotations.NullMarked;
