/**
 * The archiver: one thread that brings what {@code stream} reads into {@code store}, each message once, and its wiring.
 * Knows Redis and SQLite only through its rooms; must not know the bridge, its sessions or its sockets.
 */
@NullMarked
package parley.archiver;

import org.jspecify.annotations.NullMarked;
