/**
 * What a metric is, for whoever has one and whoever shows it.
 *
 * <p>Knows the JDK only, and nothing of how metrics are written.
 */
@NullMarked
package parley.protocol.metric;

import org.jspecify.annotations.NullMarked;
