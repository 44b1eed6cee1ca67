/**
 * The archive, read while it is written or not: search, export, backup, and whether it is complete.
 * Knows the tables; must not change them, and must not know Redis.
 */
@NullMarked
package parley.archiver.query;

import org.jspecify.annotations.NullMarked;
