package parley.bridge.chat.answer;

import org.jspecify.annotations.Nullable;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/**
 * Answers one line: with a body, and the status line that completes it.
 *
 * @param status null for {@code OK <n>} with the body's count, known when the body is written
 * @param then what happens right after the status line, unless the body was refused, on the session's executor; null for nothing
 * @param ends whether the session ends with it
 */
public record Reply(
        Body body, @Nullable String status, @Nullable Runnable then, boolean ends) {
    public static Reply ok() {
        return ok("");
    }

    public static Reply ok(String text) {
        return new Reply(Body.NONE, ServerLine.ok(text), null, false);
    }

    /** The body's lines, then {@code OK}. */
    public static Reply ok(Body body) {
        return new Reply(body, ServerLine.ok(""), null, false);
    }

    /** The body's lines, then {@code OK <n>}. */
    public static Reply counted(Body body) {
        return new Reply(body, null, null, false);
    }

    public static Reply error(ErrorCode code) {
        return error(code, code.text());
    }

    public static Reply error(ErrorCode code, String text) {
        return new Reply(Body.NONE, ServerLine.error(code, text), null, false);
    }

    /** The session's end. */
    public static Reply bye(ByeCode code) {
        return new Reply(Body.NONE, ServerLine.bye(code, code.text()), null, true);
    }

    public Reply then(Runnable action) {
        return new Reply(body, status, action, ends);
    }

    /** The same, and the session ends with it. */
    public Reply thenEnd() {
        return new Reply(body, status, then, true);
    }

    /** The status line, to be asked for when the body is written. */
    public String statusLine() {
        ErrorCode refusal = body.refusal();
        if (refusal != null) {
            return ServerLine.error(refusal);
        }
        return status != null ? status : ServerLine.ok(Long.toString(body.count()));
    }
}
