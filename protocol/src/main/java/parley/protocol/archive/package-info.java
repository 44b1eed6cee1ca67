/**
 * What bridges and archivers say to each other: questions about the archive, and the answers.
 *
 * <p>Knows the vocabulary of {@code protocol} only. Both are read from bytes that anybody may have sent.
 */
@NullMarked
package parley.protocol.archive;

import org.jspecify.annotations.NullMarked;
