/**
 * Redis, read: the lobby's stream from a position on, and what direct clients say on its channel.
 * Must not know how any of it is stored.
 */
@NullMarked
package parley.archiver.stream;

import org.jspecify.annotations.NullMarked;
