/**
 * The archive: reads the lobby's stream into SQLite exactly once, and answers questions about what is kept.
 * Knows Redis and SQLite; must not know the bridge, its sessions or its sockets.
 */
@NullMarked
package parley.archiver;

import org.jspecify.annotations.NullMarked;
