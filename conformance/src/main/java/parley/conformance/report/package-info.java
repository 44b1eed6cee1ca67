/** What is told of the cases: lines for people, XML for machines. */
@NullMarked
package parley.conformance.report;

import org.jspecify.annotations.NullMarked;
