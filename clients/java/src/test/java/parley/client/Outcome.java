package parley.client;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import parley.client.error.ParleyException;

/** Waits for futures, never without a bound. */
final class Outcome {
    private static final long PATIENCE_SECONDS = 20;

    private Outcome() {}

    @SuppressWarnings("NullAway") // a future of Void is completed with null
    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static ParleyException failure(CompletableFuture<?> future) throws Exception {
        try {
            get(future);
        } catch (ExecutionException e) {
            return (ParleyException) Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("it did not fail");
    }
}
