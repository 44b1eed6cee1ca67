package parley.bridge.redis.script;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.bridge.redis.connection.Keeper;

/**
 * An answer that many want at once: asked for by one at a time, and shared by all who called before it was asked for. So nobody gets
 * an answer from before its call.
 */
public final class Coalesced<T> {
    private final Supplier<CompletableFuture<T>> question;
    private final Function<? super T, Duration> pause;
    private final Keeper keeper;
    private boolean asking;
    private @Nullable CompletableFuture<T> next;

    /** @param pause between that answer and the next question, where answers are dear */
    public Coalesced(Supplier<CompletableFuture<T>> question, Function<? super T, Duration> pause, Keeper keeper) {
        this.question = question;
        this.pause = pause;
        this.keeper = keeper;
    }

    public CompletableFuture<T> get() {
        CompletableFuture<T> mine;
        synchronized (this) {
            if (next == null) {
                next = new CompletableFuture<>();
            }
            mine = next;
            if (asking) {
                return mine;
            }
            asking = true;
        }
        ask();
        return mine;
    }

    private void ask() {
        CompletableFuture<T> waiting;
        synchronized (this) {
            waiting = next;
            next = null;
            if (waiting == null) {
                asking = false;
                return;
            }
        }
        question.get().whenComplete((answer, failure) -> {
            if (failure == null) {
                waiting.complete(answer);
            } else {
                waiting.completeExceptionally(failure);
            }
            if (!keeper.after(failure == null ? pause.apply(answer) : Duration.ZERO, this::ask)) {
                ask();
            }
        });
    }
}
