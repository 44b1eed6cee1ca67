package parley.bridge.redis.names;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.name.Nickname;

/**
 * Gathers the nicknames that are to be given up while others are being given up: so a crowd that leaves at once costs Redis a
 * few scripts, and one who leaves alone doesn't wait. All under the lock of {@link HeldNames}, which it is given.
 */
final class ReleaseQueue {
    private final Object lock;
    private final int batch;
    private final Function<List<Nickname>, CompletableFuture<Void>> send;
    /** By skeleton, in the order in which they came. */
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private int underWay;

    private record Waiting(Nickname nick, CompletableFuture<Void> released) {}

    /**
     * @param batch names that are sent together, at the most
     * @param send has nicknames given up; called with the lock held
     */
    ReleaseQueue(Object lock, int batch, Function<List<Nickname>, CompletableFuture<Void>> send) {
        this.lock = lock;
        this.batch = batch;
        this.send = send;
    }

    /** Completes when the nickname is given up; the lock is held. */
    CompletableFuture<Void> add(Nickname nick) {
        sendBefore(nick);
        CompletableFuture<Void> released = new CompletableFuture<>();
        waiting.put(nick.skeleton(), new Waiting(nick, released));
        if (underWay == 0) {
            sendSome();
        }
        return released;
    }

    /** Sends what must come before a claim of that nickname, if it waits; the lock is held. */
    void sendBefore(Nickname nick) {
        while (waiting.containsKey(nick.skeleton())) {
            sendSome();
        }
    }

    private void sendSome() {
        List<Waiting> some = waiting.values().stream().limit(batch).toList();
        some.forEach(each -> waiting.remove(each.nick().skeleton()));
        List<Nickname> nicks = new ArrayList<>(some.size());
        some.forEach(each -> nicks.add(each.nick()));
        underWay++;
        send.apply(nicks).whenComplete((done, failure) -> answered(some, failure));
    }

    private void answered(List<Waiting> some, @Nullable Throwable failure) {
        synchronized (lock) {
            underWay--;
            if (underWay == 0 && !waiting.isEmpty()) {
                sendSome();
            }
        }
        for (Waiting each : some) {
            if (failure == null) {
                each.released().complete(null);
            } else {
                each.released().completeExceptionally(failure);
            }
        }
    }
}
