/** What a session costs of the heap, measured over channels without sockets, in a JVM of its own. */
@NullMarked
package parley.bench.heap;

import org.jspecify.annotations.NullMarked;
