package parley.bridge.chat.answer;

import org.jspecify.annotations.Nullable;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/**
 * Answers one line: with a body, and the status line that completes it.
 *
 * @param status null for {@code OK <n>} with the body's count, known when the body is written
 * @param error the code of the status line; null where it is no {@code ERR}
 * @param goodbye the code of the status line; null where it is no {@code BYE}
 * @param then what happens right after the status line, unless the body was refused, on the session's executor; null for nothing
 * @param ends whether the session ends with it
 */
public record Reply(
        Body body,
        @Nullable String status,
        @Nullable ErrorCode error,
        @Nullable ByeCode goodbye,
        @Nullable Runnable then,
        boolean ends) {
    public static Reply ok() {
        return ok("");
    }

    public static Reply ok(String text) {
        return new Reply(Body.NONE, ServerLine.ok(text), null, null, null, false);
    }

    /** The body's lines, then {@code OK}. */
    public static Reply ok(Body body) {
        return new Reply(body, ServerLine.ok(""), null, null, null, false);
    }

    /** The body's lines, then {@code OK <n>}. */
    public static Reply counted(Body body) {
        return new Reply(body, null, null, null, null, false);
    }

    public static Reply error(ErrorCode code) {
        return error(code, code.text());
    }

    public static Reply error(ErrorCode code, String text) {
        return new Reply(Body.NONE, ServerLine.error(code, text), code, null, null, false);
    }

    /** The session's end. */
    public static Reply bye(ByeCode code) {
        return new Reply(Body.NONE, ServerLine.bye(code, code.text()), null, code, null, true);
    }

    public Reply then(Runnable action) {
        return new Reply(body, status, error, goodbye, action, ends);
    }

    /** The same, and the session ends with it. */
    public Reply thenEnd() {
        return new Reply(body, status, error, goodbye, then, true);
    }

    /** Why the line was refused, to be asked for when the body is written; null where it was not. */
    public @Nullable ErrorCode refusal() {
        ErrorCode broken = body.refusal();
        return broken != null ? broken : error;
    }

    /** The status line, to be asked for when the body is written. */
    public String statusLine() {
        ErrorCode broken = body.refusal();
        if (broken != null) {
            return ServerLine.error(broken);
        }
        return status != null ? status : ServerLine.ok(Long.toString(body.count()));
    }
}
