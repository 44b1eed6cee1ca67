package parley.bridge.chat.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import parley.bridge.limits.Deadline;

/** Says that Redis can't be reached, or did not answer in time. Made without a stack trace: it says nothing about our code. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message, null, false, false);
    }

    /** Another stage of the same answer, which fails with this exception where the answer fails or is not there by the deadline. */
    public static <T> CompletableFuture<T> unlessBy(Deadline deadline, CompletionStage<T> answer) {
        return forAnyFailure(deadline.bound(answer));
    }

    /** The same stage, but that whatever it fails with becomes this exception. */
    public static <T> CompletableFuture<T> forAnyFailure(CompletableFuture<T> answer) {
        return answer.exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return CompletableFuture.failedFuture(
                    cause instanceof UnavailableException ? cause : new UnavailableException(String.valueOf(cause)));
        });
    }
}
