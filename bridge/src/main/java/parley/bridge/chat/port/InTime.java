package parley.bridge.chat.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers of Redis that somebody waits for, who has waited for others before. */
public final class InTime {
    private InTime() {}

    /** The same, or {@link UnavailableException} when it takes longer than that. */
    public static <T> CompletableFuture<T> within(long nanos, CompletionStage<T> answer) {
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(Math.max(0, nanos), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException
                                ? new UnavailableException("Redis did not answer in time")
                                : failure));
    }
}
