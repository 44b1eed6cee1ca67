/**
 * What is promised, held against what was written down: by the ledger, the readers, and the archive. Finds fault; causes none.
 */
@NullMarked
package parley.faults.check;

import org.jspecify.annotations.NullMarked;
