package parley.app.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what somebody typed until it is answered, in its order: one thing at a time is on its way. So what was said while there was
 * no connection, or where an answer was lost, is sent later, and nothing overtakes it. For all threads.
 */
final class Outbox {
    /** Whoever pastes more waits. */
    private static final int MOST = 1_000;

    /** For so long a message may be sent again under its key; a server forgets keys after ten minutes. */
    private static final long REPEATABLE_NANOS = Duration.ofMinutes(9).toNanos();

    private final Deque<Typed> waiting = new ArrayDeque<>();
    private final LongSupplier nanos;
    private boolean onItsWay;
    /** When the first of them was sent for the first time. */
    private @Nullable Long firstSentAt;

    /** @param nanos a monotonic clock, as {@link System#nanoTime} */
    Outbox(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Waits while too much is there. */
    synchronized void put(Typed typed) throws InterruptedException {
        while (waiting.size() >= MOST) {
            wait();
        }
        waiting.add(typed);
    }

    /** What is to be sent now, which is then on its way; null where something is already, or there is nothing. */
    synchronized @Nullable Typed next() {
        Typed next = onItsWay ? null : waiting.peek();
        if (next != null) {
            onItsWay = true;
            firstSentAt = firstSentAt == null ? nanos.getAsLong() : firstSentAt;
        }
        return next;
    }

    /** What is on its way; null where nothing is. */
    synchronized @Nullable Typed onItsWay() {
        return onItsWay ? waiting.peek() : null;
    }

    /** What was on its way is answered. */
    synchronized void answered() {
        waiting.poll();
        onItsWay = false;
        firstSentAt = null;
        notifyAll();
    }

    /** What was on its way is to be sent once more. */
    synchronized void again() {
        onItsWay = false;
    }

    /** The connection is lost. What may have arrived and can't be sent again is given back, and is kept no longer. */
    synchronized Optional<Typed> lost() {
        Typed first = onItsWay();
        if (first == null) {
            return Optional.empty();
        }
        onItsWay = false;
        boolean repeatable = first instanceof Typed.Said
                && firstSentAt != null
                && nanos.getAsLong() - firstSentAt < REPEATABLE_NANOS;
        if (repeatable) {
            return Optional.empty();
        }
        answered();
        return Optional.of(first);
    }

    synchronized int size() {
        return waiting.size();
    }
}
