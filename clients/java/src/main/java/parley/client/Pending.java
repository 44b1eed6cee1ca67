package parley.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.client.error.ParleyException;
import parley.client.session.Answer;

/** Is something that the application waits for. It learns of it on a thread that may be held up, never on the one that reads. */
abstract class Pending {
    private final CompletableFuture<Answer> result = new CompletableFuture<>();

    CompletableFuture<Answer> result() {
        return result;
    }

    /** Whether the application has cancelled it. */
    boolean isUnwanted() {
        return result.isDone();
    }

    void complete(@Nullable Answer answer, @Nullable Throwable error) {
        result.defaultExecutor().execute(() -> {
            if (error == null) {
                result.complete(answer);
            } else {
                result.completeExceptionally(error);
            }
        });
    }

    void fail(ParleyException reason) {
        complete(null, reason);
    }
}
