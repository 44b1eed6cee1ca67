/** The transcripts of {@code protocol/vectors}, and the one player of them. Knows no server. */
@NullMarked
package parley.conformance.transcript;

import org.jspecify.annotations.NullMarked;
