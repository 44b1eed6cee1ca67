/** What size costs: slopes measured over names, messages, bridges and sessions, and what follows from them for ten million. */
@NullMarked
package parley.bench.size;

import org.jspecify.annotations.NullMarked;
