/** Starts and stops what is measured, and reads from the operating system what it costs. Knows nothing of the load. */
@NullMarked
package parley.bench.server;

import org.jspecify.annotations.NullMarked;
