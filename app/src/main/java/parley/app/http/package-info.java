/**
 * Serves a few small pages over HTTP, to machines that watch the process; on a thread of its own, and however many ask however
 * slowly.
 *
 * <p>Knows nothing of what is on the pages.
 */
@NullMarked
package parley.app.http;

import org.jspecify.annotations.NullMarked;
