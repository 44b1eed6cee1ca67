package parley.bridge.redis.lobby;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import parley.bridge.limits.Deadline;

/**
 * Completes a stage for each who has stored a message and waits until this bridge's subscription has brought it. Safe for all
 * threads; stages complete on the thread that calls {@link #tell}.
 */
public final class ArrivalWaiters {
    private record Waiting(long micros, Deadline deadline, Runnable then) {}

    /** By time, both of message and deadline, but for a few that a pause put out of order. */
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    private boolean listening;
    private long reached = Long.MIN_VALUE;

    /** Completes once the lobby has the message, or nobody listens, or the deadline has passed. */
    public CompletableFuture<Void> await(long micros, Deadline deadline) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        await(micros, deadline, () -> told.complete(null));
        return told;
    }

    /** The same: runs what is to be done then; at once where it is so already. */
    void await(long micros, Deadline deadline, Runnable then) {
        synchronized (waiting) {
            if (listening && micros > reached) {
                waiting.add(new Waiting(micros, deadline, then));
                return;
            }
        }
        then.run();
    }

    /** Whether the lobby has all messages up to this time. */
    public boolean has(long micros) {
        synchronized (waiting) {
            return micros <= reached;
        }
    }

    /** The lobby has all messages up to this time; {@link #tell} is still to be called, where nobody can be held up. */
    void reached(long micros) {
        synchronized (waiting) {
            reached = Math.max(reached, micros);
        }
    }

    /** Whether the subscription is up, so that what is stored will be heard; as above. */
    void listening(boolean now) {
        synchronized (waiting) {
            listening = now;
        }
    }

    /** Lets those go whose message has come, or whose deadline has passed. */
    void tell() {
        List<Runnable> done;
        synchronized (waiting) {
            if (waiting.isEmpty() || !isDone(waiting.element())) {
                return;
            }
            done = new ArrayList<>();
            for (Waiting first = waiting.peek(); first != null && isDone(first); first = waiting.peek()) {
                done.add(waiting.remove().then);
            }
        }
        done.forEach(Runnable::run);
    }

    private boolean isDone(Waiting one) {
        return !listening || one.micros <= reached || one.deadline.left() == 0;
    }
}
