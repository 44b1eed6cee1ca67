/**
 * The archive's file, written: its tables, who may write it, and the transaction that holds rows and position together.
 * Knows SQLite and what the stream brings; must not know Redis, nor who asks the archive.
 */
@NullMarked
package parley.archiver.store;

import org.jspecify.annotations.NullMarked;
