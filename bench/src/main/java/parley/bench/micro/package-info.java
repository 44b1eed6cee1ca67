/** The micro-benchmarks, run by JMH: lines in and out, the lobby's log, commands. */
@NullMarked
package parley.bench.micro;

import org.jspecify.annotations.NullMarked;
