/**
 * What a text is found by: its words in any script, and its sender, compared as the chat compares names. Must not know where they
 * are kept.
 */
@NullMarked
package parley.archiver.words;

import org.jspecify.annotations.NullMarked;
