/** Figures as Markdown, CSV and SVG. Knows nothing of how they came about. */
@NullMarked
package parley.bench.report;

import org.jspecify.annotations.NullMarked;
