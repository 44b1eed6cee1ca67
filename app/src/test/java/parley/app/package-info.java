/** The executable: its options and endpoints piece by piece, and the packaged whole as a process (the {@code IT}s). */
@NullMarked
package parley.app;

import org.jspecify.annotations.NullMarked;
