package parley.bridge.redis.script;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.bridge.redis.connection.MaintenanceThread;

/**
 * Asks one question for many at once: one question at a time is on its way, and its answer is shared by all who called before it was
 * asked. So nobody gets an answer from before its call.
 */
public final class SharedQuery<T> {
    private final Supplier<CompletableFuture<T>> question;
    private final Function<? super T, Duration> pause;
    private final MaintenanceThread maintenance;
    private boolean asking;
    private @Nullable CompletableFuture<T> next;

    /** @param pause between that answer and the next question, where answers are dear */
    public SharedQuery(
            Supplier<CompletableFuture<T>> question,
            Function<? super T, Duration> pause,
            MaintenanceThread maintenance) {
        this.question = question;
        this.pause = pause;
        this.maintenance = maintenance;
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
        asked().whenComplete((answer, failure) -> {
            if (failure == null) {
                waiting.complete(answer);
            } else {
                waiting.completeExceptionally(failure);
            }
            if (!maintenance.after(failure == null ? pause.apply(answer) : Duration.ZERO, this::ask)) {
                ask();
            }
        });
    }

    private CompletableFuture<T> asked() {
        try {
            return question.get();
        } catch (Throwable broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }
}
