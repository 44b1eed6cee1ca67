package parley.bridge.chat.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import parley.bridge.chat.answer.Reply;

/**
 * Holds what a line asks for, read and not begun.
 *
 * @param overlaps whether it may begin while others that overlap have no answer yet
 * @param action begins it, on the session's executor, once
 */
public record Request(boolean overlaps, Supplier<CompletionStage<Reply>> action) {
    /** One that begins when all before it are answered. */
    public static Request alone(Supplier<CompletionStage<Reply>> action) {
        return new Request(false, action);
    }

    /** One whose answer is known. */
    public static Request answered(Reply reply) {
        return alone(() -> CompletableFuture.completedFuture(reply));
    }
}
