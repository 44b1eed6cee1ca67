/**
 * Plays the transcripts of {@code protocol/vectors} against the server: over the fake on channels in memory, and over TCP on a
 * real Redis.
 */
@NullMarked
package parley.bridge.transcript;

import org.jspecify.annotations.NullMarked;
