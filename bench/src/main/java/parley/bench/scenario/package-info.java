/** What is measured: each class one question, its answer a section of the report. */
@NullMarked
package parley.bench.scenario;

import org.jspecify.annotations.NullMarked;
