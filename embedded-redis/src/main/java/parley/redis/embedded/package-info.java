/**
 * The redis-server that comes with Parley: unpacked, started as a child that dies with its parent, stopped last.
 * Knows processes and files, and nothing of chat or of any Redis client.
 */
@NullMarked
package parley.redis.embedded;

import org.jspecify.annotations.NullMarked;
