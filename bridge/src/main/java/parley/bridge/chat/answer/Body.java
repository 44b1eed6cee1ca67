package parley.bridge.chat.answer;

import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;
import parley.protocol.ErrorCode;

/** Writes the lines of an answer, piece by piece as the reader takes them. Used on the session's executor only. */
public interface Body {
    enum Progress {
        DONE,
        /** There is more, for the next turn. */
        MORE,
        /** There is more, and {@code resume} will be called when it is here. */
        WAITING
    }

    /** An answer without lines. */
    Body NONE = (outlet, resume) -> Progress.DONE;

    /** Writes about {@link Limits#TURN_BYTES} to a writable outlet. */
    Progress write(Outlet outlet, Runnable resume);

    /** How many messages, users or the like were written: the {@code n} of {@code OK <n>}. */
    default long count() {
        return 0;
    }

    /** Why the answer could not be completed, asked when it is done; null where it is complete. */
    default @Nullable ErrorCode refusal() {
        return null;
    }
}
