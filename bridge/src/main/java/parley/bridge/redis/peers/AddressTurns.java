package parley.bridge.redis.peers;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

/**
 * Runs tasks, so many at one time, and so many of one address; addresses have turns. A task whose deadline comes before its turn is
 * never begun. For all threads; a task begins on the thread that brings it, or on one that ends another.
 */
final class AddressTurns {
    private final int atOnce;
    private final int ofAddress;
    private final Map<ClientAddress, Address> addresses = new HashMap<>();
    /** Those that may begin another task. */
    private final Queue<Address> turns = new ArrayDeque<>();

    private int running;

    private static final class Address {
        final ClientAddress address;
        final Queue<Waiting<?>> waiting = new ArrayDeque<>();
        int running;
        boolean hasTurn;

        Address(ClientAddress address) {
            this.address = address;
        }
    }

    private record Waiting<T>(Address address, Supplier<CompletableFuture<T>> task, CompletableFuture<T> result) {}

    /**
     * @param atOnce tasks that run at one time
     * @param ofAddress those of one address among them
     */
    AddressTurns(int atOnce, int ofAddress) {
        this.atOnce = atOnce;
        this.ofAddress = ofAddress;
    }

    /**
     * Another task, and its result, or a {@link java.util.concurrent.TimeoutException} at the deadline.
     *
     * @param task ends by the deadline by itself
     */
    <T> CompletableFuture<T> run(ClientAddress address, Deadline deadline, Supplier<CompletableFuture<T>> task) {
        CompletableFuture<T> result = new CompletableFuture<T>().orTimeout(deadline.left(), TimeUnit.NANOSECONDS);
        synchronized (this) {
            Address mine = addresses.computeIfAbsent(address, Address::new);
            mine.waiting.add(new Waiting<>(mine, task, result));
            offer(mine);
        }
        beginAll();
        return result;
    }

    /** Tasks that wait for their turn, some of them perhaps in vain. */
    synchronized int waiting() {
        return addresses.values().stream().mapToInt(each -> each.waiting.size()).sum();
    }

    private void beginAll() {
        // A task that has ended at once must not begin the next one from within.
        for (Waiting<?> next = next(); next != null; next = next()) {
            begin(next);
        }
    }

    private <T> void begin(Waiting<T> next) {
        CompletableFuture<T> task;
        try {
            task = next.task.get();
        } catch (Throwable broken) {
            task = CompletableFuture.failedFuture(broken);
        }
        boolean atOnceDone = task.isDone();
        task.whenComplete((value, failure) -> {
            ended(next.address);
            if (failure == null) {
                next.result.complete(value);
            } else {
                next.result.completeExceptionally(failure);
            }
            if (!atOnceDone) {
                beginAll();
            }
        });
    }

    private synchronized @Nullable Waiting<?> next() {
        while (running < atOnce && !turns.isEmpty()) {
            Address address = turns.remove();
            address.hasTurn = false;
            Waiting<?> next = address.waiting.poll();
            while (next != null && next.result.isDone()) {
                next = address.waiting.poll();
            }
            if (next != null) {
                address.running++;
                running++;
                offer(address);
                return next;
            }
            forgetIfIdle(address);
        }
        return null;
    }

    private void offer(Address address) {
        if (!address.hasTurn && !address.waiting.isEmpty() && address.running < ofAddress) {
            address.hasTurn = true;
            turns.add(address);
        }
    }

    private synchronized void ended(Address address) {
        address.running--;
        running--;
        offer(address);
        forgetIfIdle(address);
    }

    private void forgetIfIdle(Address address) {
        if (address.running == 0 && address.waiting.isEmpty()) {
            addresses.remove(address.address);
        }
    }
}
