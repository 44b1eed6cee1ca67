/**
 * Answers what bridges ask of the archive, beside the writer.
 *
 * <p>Knows the archive's queries; where questions come from and answers go it is told.
 */
@NullMarked
package parley.archiver.search;

import org.jspecify.annotations.NullMarked;
